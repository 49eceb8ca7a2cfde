package dev.galena.market.feedback;

import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as its buyer works it: what was bought and how far it got; nothing of who it is.
 *
 * @param attributes all of the vertical's fields; empty once the person was erased
 * @param returned the last return of it; null: none
 */
public record OwnedLead(
        UUID sale,
        UUID purchase,
        UUID lead,
        UUID consent,
        String vertical,
        String state,
        String zip,
        String source,
        int score,
        Level level,
        int channels,
        boolean exclusive,
        long price,
        long vat,
        boolean byQuota,
        String currency,
        Instant generatedAt,
        Instant soldAt,
        Instant returnUntil,
        boolean erased,
        JsonObject attributes,
        Step step,
        @Nullable Returned returned) {

    /** {@code state} as returns have it; {@code refunded} with VAT. */
    public record Returned(UUID id, String state, long refunded) {}
}
