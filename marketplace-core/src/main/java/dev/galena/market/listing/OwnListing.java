package dev.galena.market.listing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A listing as its seller sees it in a list.
 *
 * @param rowNumber of the batch it came with; null with the batch
 */
public record OwnListing(
        Listing listing,
        UUID sourceId,
        @Nullable UUID batchId,
        @Nullable Long rowNumber,
        Instant receivedAt) {}
