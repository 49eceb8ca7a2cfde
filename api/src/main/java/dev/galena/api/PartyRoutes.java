package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.AdmitParties;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.IssueKeys;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The operator lets parties in, looks them up, suspends them. */
final class PartyRoutes {
    private static final String ORDER = "party";

    private final AdmitParties admitParties;
    private final IssueKeys issueKeys;
    private final Authenticate authenticate;

    PartyRoutes(AdmitParties admitParties, IssueKeys issueKeys, Authenticate authenticate) {
        this.admitParties = admitParties;
        this.issueKeys = issueKeys;
        this.authenticate = authenticate;
    }

    Answer create(Call call) {
        var body = call.body();
        var currency = currency(body.getString("currency"));
        var party = admitParties.admit(new Applicant(
                body.getString("name").strip(),
                body.getJsonArray("roles").stream()
                        .map(code -> Role.of(code.toString()).orElseThrow())
                        .collect(Collectors.toSet()),
                currency,
                ZoneId.of(body.getString("time_zone", "UTC"))));
        var key = issueKeys.issue(party, "first", Scope.of(party.roles()), null);
        return Answer.created(
                "/v1/parties/" + Id.text("pty", party.id()), json(party).put("first_key", key.text()));
    }

    Answer list(Call call) {
        var role = call.query("role").flatMap(Role::of).orElse(null);
        return Answer.page(call, admitParties.page(role, call.page(ORDER)), PartyRoutes::json);
    }

    Answer read(Call call) {
        return found(call.id(0, "pty"));
    }

    Answer suspend(Call call) {
        return suspend(call, true);
    }

    Answer reinstate(Call call) {
        return suspend(call, false);
    }

    private Answer suspend(Call call, boolean suspended) {
        var id = call.id(0, "pty");
        if (suspended && id.equals(call.caller().partyId())) {
            throw Problems.FORBIDDEN.because("nobody suspends themselves").thrown();
        }
        admitParties.suspend(id, suspended);
        authenticate.forget();
        return found(id);
    }

    private Answer found(UUID id) {
        return admitParties
                .find(id)
                .map(party -> Answer.ok(json(party)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static Currency currency(String code) {
        return Optional.of(code)
                .filter(known -> Currency.getAvailableCurrencies().stream()
                        .anyMatch(currency -> currency.getCurrencyCode().equals(known)))
                .map(Currency::getInstance)
                .orElseThrow(() -> Problems.invalid("/currency", "is not a currency of ISO 4217")
                        .thrown());
    }

    private static JsonObject json(Party party) {
        return JsonObject.of(
                "id", Id.text("pty", party.id()),
                "name", party.name(),
                "roles",
                        new JsonArray(
                                party.roles().stream().map(Role::code).sorted().toList()),
                "currency", party.currency().getCurrencyCode(),
                "time_zone", party.timeZone().getId(),
                "test", party.test(),
                "status", party.suspended() ? "suspended" : "active",
                "created_at", party.createdAt().toString());
    }
}
