package dev.galena.market.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param state {@code waiting}, {@code delivered}, {@code dead} (given up) or {@code blocked} (consent was withdrawn)
 * @param nextAt of the next attempt while waiting
 */
public record Delivery(
        UUID id,
        UUID eventId,
        String eventType,
        UUID endpointId,
        @Nullable UUID leadId,
        String state,
        int attempts,
        Instant nextAt,
        @Nullable Integer lastStatus,
        @Nullable String lastProblem,
        Instant createdAt) {

    /** One try, as logged. */
    public record Attempt(
            int n,
            Instant at,
            @Nullable Integer status,
            @Nullable String problem,
            int millis) {}
}
