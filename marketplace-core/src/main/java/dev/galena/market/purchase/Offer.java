package dev.galena.market.purchase;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A listing with what a sale of it needs to know about its lead.
 *
 * @param price of one shared slot, in minor units of {@code currency}
 * @param exclusivePrice of all slots while none is sold; null: not offered
 * @param priceRule version of the price rule that made the price; 0: none did
 */
record Offer(
        UUID lead,
        UUID seller,
        UUID subject,
        UUID consent,
        int vertical,
        int version,
        String currency,
        long price,
        @Nullable Long exclusivePrice,
        int maxSales,
        int sold,
        String status,
        Instant expiresAt,
        int score,
        int level,
        int priceRule) {

    /** Nobody can have it any more, whoever asks. */
    boolean gone(Instant now) {
        return sold >= maxSales || !status.equals("open") || !expiresAt.isAfter(now);
    }

    Offer withOneMoreSold(boolean exclusive) {
        int slots = exclusive ? 1 : maxSales;
        return new Offer(
                lead,
                seller,
                subject,
                consent,
                vertical,
                version,
                currency,
                price,
                exclusivePrice,
                slots,
                sold + 1,
                sold + 1 == slots ? "exhausted" : status,
                expiresAt,
                score,
                level,
                priceRule);
    }

    /** The same lead as its locked row shows it. */
    Offer locked(
            long price,
            @Nullable Long exclusivePrice,
            int maxSales,
            int sold,
            String status,
            Instant expiresAt,
            int rule) {
        return new Offer(
                lead,
                seller,
                subject,
                consent,
                vertical,
                version,
                currency,
                price,
                exclusivePrice,
                maxSales,
                sold,
                status,
                expiresAt,
                score,
                level,
                rule);
    }
}
