package dev.galena.market.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a party wants to be told.
 *
 * @param types only events of these types; empty means all
 * @param disabledBecause {@code asked} by the party, {@code gone} when the far end answered 410; null while enabled
 * @param failures attempts in a row that failed
 */
public record WebhookEndpoint(
        UUID id,
        UUID partyId,
        String url,
        List<String> types,
        boolean enabled,
        @Nullable String disabledBecause,
        int failures,
        @Nullable Instant succeededAt,
        Instant createdAt) {

    public WebhookEndpoint {
        types = List.copyOf(types);
    }
}
