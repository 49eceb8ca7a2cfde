package dev.galena.market.listing;

import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scored lead about to be offered.
 *
 * @param leadId the listing's id as well: UUIDv7, so that ids sort by time of listing
 * @param sourceAlias the source's pseudonym
 * @param channels bits of {@link dev.galena.consent.Channel}
 * @param attrs values of the fields that are shown before purchase, and of no others
 * @param currency of the seller; XTS of test parties
 * @param price of one shared slot, in minor units
 * @param exclusivePrice of all slots together; null if they are not offered so
 */
public record NewListing(
        UUID leadId,
        int verticalId,
        int verticalVersion,
        UUID sellerId,
        String sourceAlias,
        String state,
        String zip,
        int score,
        Level level,
        int channels,
        boolean certified,
        Instant generatedAt,
        Instant expiresAt,
        JsonObject attrs,
        String currency,
        long price,
        @Nullable Long exclusivePrice,
        int maxSales) {}
