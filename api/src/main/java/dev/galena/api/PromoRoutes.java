package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.billing.promo.PromoGrant;
import dev.galena.billing.promo.PromoGrants;
import dev.galena.billing.promo.Promos;
import dev.galena.billing.promo.ReadPromos;
import dev.galena.billing.recurring.Clocks;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Credit that the operator gives to buyers. */
final class PromoRoutes {

    private final Promos promos;
    private final ReadPromos readPromos;
    private final Clocks clocks;
    private final KeyedAnswers keyed;
    private final Parties parties = new Parties();

    PromoRoutes(Promos promos, ReadPromos readPromos, Clocks clocks, KeyedAnswers keyed) {
        this.promos = promos;
        this.readPromos = readPromos;
        this.clocks = clocks;
        this.keyed = keyed;
    }

    Answer list(Call call) {
        var grants = readPromos.page(call.caller().partyId(), call.page(PromoGrants.ORDER));
        return Answer.page(call, grants, PromoRoutes::json);
    }

    Answer grant(Call call) {
        UUID buyer = call.id(0, "pty");
        return keyed.answer(call, "promo-grant", buyer, 201, tx -> grant(tx, buyer, call.body()));
    }

    private JsonObject grant(Tx tx, UUID buyer, JsonObject body) {
        Party party = parties.find(tx, buyer)
                .filter(p -> p.is(Role.BUYER))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        JsonObject amount = body.getJsonObject("amount");
        if (!amount.getString("currency").equals(party.currency().getCurrencyCode()))
            throw Problems.invalid("/amount/currency", "the party's is " + party.currency())
                    .thrown();
        String text = body.getString("expires_at");
        Instant expiresAt = text == null ? null : OffsetDateTime.parse(text).toInstant();
        if (expiresAt != null && !expiresAt.isAfter(clocks.now(tx, buyer)))
            throw Problems.invalid("/expires_at", "is not in the future").thrown();
        var money = new Money(amount.getLong("amount"), party.currency());
        return json(promos.grant(tx, buyer, money, body.getString("reason"), expiresAt));
    }

    private static JsonObject json(PromoGrant grant) {
        Instant expiresAt = grant.expiresAt();
        return JsonObject.of(
                "id", Id.text("promo", grant.id()),
                "amount", json(grant.amount()),
                "left", json(grant.left()),
                "reason", grant.reason(),
                "granted_at", grant.grantedAt().toString(),
                "expires_at", expiresAt == null ? null : expiresAt.toString());
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
