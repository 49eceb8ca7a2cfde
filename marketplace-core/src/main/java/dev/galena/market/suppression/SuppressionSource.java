package dev.galena.market.suppression;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who sends suppressions for a party as signed messages. */
public record SuppressionSource(
        UUID id,
        UUID partyId,
        String name,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
