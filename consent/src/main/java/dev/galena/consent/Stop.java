package dev.galena.consent;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may not be used of a number or address, whatever consent says.
 *
 * @param sellerId null: whoever asked
 * @param channelBits see {@link Channel}
 */
record Stop(@Nullable UUID sellerId, int channelBits, Instant since) {

    boolean concerns(UUID seller) {
        return sellerId == null || sellerId.equals(seller);
    }
}
