package dev.galena.market.intake;

import dev.galena.consent.Digest;
import dev.galena.market.vertical.Vertical;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How leads came: what they have in common.
 *
 * @param batchId null for a lead that came alone
 * @param submission what the seller signed; null: nothing
 */
record Arrival(
        Vertical vertical,
        Source source,
        @Nullable UUID batchId,
        @Nullable Digest submission) {}
