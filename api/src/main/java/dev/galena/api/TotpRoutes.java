package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.market.party.Actor;
import dev.galena.market.party.EnrolAuthenticator;
import dev.galena.market.party.EnrolAuthenticator.Begun;
import dev.galena.market.party.EnrolAuthenticator.Codes;
import dev.galena.market.party.EnrolAuthenticator.Ended;
import dev.galena.market.party.EnrolAuthenticator.Outcome;
import dev.galena.market.party.EnrolAuthenticator.Refused;
import dev.galena.market.party.EnrolAuthenticator.Shown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.UUID;

/** The authenticator of whoever is logged in. */
final class TotpRoutes {
    private final EnrolAuthenticator enrol;

    TotpRoutes(EnrolAuthenticator enrol) {
        this.enrol = enrol;
    }

    Answer read(Call call) {
        var standing = enrol.standing(person(call));
        return Answer.ok(JsonObject.of(
                "since", ErasureRoutes.text(standing.since()), "recovery_codes_left", standing.codesLeft()));
    }

    Answer begin(Call call) {
        var person = person(call);
        var email = Objects.requireNonNull(call.caller().email());
        return answer(call, enrol.begin(person, email, call.body().getString("password")));
    }

    Answer confirm(Call call) {
        return answer(call, enrol.confirm(person(call), call.body().getString("code")));
    }

    Answer renewCodes(Call call) {
        return answer(call, enrol.renewCodes(person(call), shown(call)));
    }

    Answer end(Call call) {
        return answer(call, enrol.end(person(call), shown(call)));
    }

    private static Answer answer(Call call, Outcome outcome) {
        return switch (outcome) {
            case Begun(var secret, var uri) ->
                Answer.ok(JsonObject.of("secret", secret, "uri", uri)).with("cache-control", "no-store");
            case Codes(var codes) ->
                Answer.ok(JsonObject.of("recovery_codes", new JsonArray(codes))).with("cache-control", "no-store");
            case Ended() -> Answer.noContent();
            case Refused.ON_ALREADY -> Answer.of(Problems.TOTP_ON.problem(), call.id());
            case Refused.NOT_THERE -> Answer.of(Problems.TOTP_OFF.problem(), call.id());
            case Refused.WRONG_PASSWORD -> Answer.of(Problems.WRONG_PASSWORD.problem(), call.id());
            case Refused.WRONG_CODE -> Answer.of(Problems.WRONG_CODE.problem(), call.id());
            case Refused.BUSY ->
                Answer.of(Problems.OVERLOADED.problem(), call.id()).with("retry-after", "5");
        };
    }

    private static Shown shown(Call call) {
        var shown = new Shown(call.body().getString("password"), call.body().getString("code"));
        if (shown.password() == null && shown.code() == null) {
            throw Problems.invalid("", "give the password or a code").thrown();
        }
        return shown;
    }

    private static UUID person(Call call) {
        var who = call.caller().as();
        if (who.kind() != Actor.Kind.PERSON) {
            throw Problems.FORBIDDEN
                    .because("a key does not log in, so it has no authenticator")
                    .thrown();
        }
        return who.id();
    }
}
