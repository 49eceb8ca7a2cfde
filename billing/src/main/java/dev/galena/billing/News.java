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
public record News(UUID partyId, String type, Json data, Instant at) {}
