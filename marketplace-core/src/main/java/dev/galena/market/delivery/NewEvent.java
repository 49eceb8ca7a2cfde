package dev.galena.market.delivery;

import dev.galena.db.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a party should hear of, about to be written in the transaction that caused it.
 *
 * @param id UUIDv7 made after the locks were taken: it orders events of one lead that wait for sending together
 * @param type {@code lead.purchased}, {@code consent.revoked}, {@code batch.finished}…
 * @param leadId keeps the events of one lead in order and lets consent be asked again before each attempt
 * @param data an object of ids as the API writes them; nothing personal
 */
public record NewEvent(
        UUID id, UUID partyId, String type, @Nullable UUID leadId, Json data, Instant at) {

    /** Of an event that concerns no single lead. */
    public NewEvent(UUID id, UUID partyId, String type, Json data, Instant at) {
        this(id, partyId, type, null, data, at);
    }
}
