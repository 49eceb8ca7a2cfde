package dev.galena.billing;

import dev.galena.db.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * Something about its money that a party should hear of, told in the transaction that caused it.
 *
 * @param type {@code subscription.renewed}, {@code promo.expired}…
 * @param data an object of ids as the API writes them; nothing personal
 */
public record News(UUID partyId, String type, Json data, Instant at) {

    /** Of an amount; {@code id} is as the API writes it. */
    public static News of(UUID partyId, String type, String id, Money amount, Instant at) {
        // Ids and types hold nothing that JSON would escape.
        var data = new Json("{\"" + type.substring(0, type.indexOf('.')) + "\":\"" + id + "\",\"amount\":"
                + amount.minorUnits() + ",\"currency\":\"" + amount.currency().getCurrencyCode() + "\"}");
        return new News(partyId, type, data, at);
    }
}
