package dev.galena.market.listing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of its leads a seller wants to see; null: whatever it is.
 *
 * @param source its code
 * @param sold at least once, or not yet
 * @param generatedFrom and not before
 * @param generatedTo and before
 */
public record Wanted(
        @Nullable Integer vertical,
        Listing.@Nullable Status status,
        @Nullable String source,
        @Nullable UUID batch,
        @Nullable Boolean sold,
        @Nullable Instant generatedFrom,
        @Nullable Instant generatedTo) {
    public static final Wanted ALL = new Wanted(null, null, null, null, null, null, null);
}
