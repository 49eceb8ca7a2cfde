package dev.galena.market.pricing;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.seller_fee} and {@code market.agreed_price}; a newer version takes the place of an older one. */
final class DealRows {

    private static final String ADD_FEE = """
            insert into market.seller_fee (seller_id, vertical_id, version, fee_bps, from_at, created_at, created_by)
            select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 from market.seller_fee
            where seller_id = $1 and vertical_id is not distinct from $2 returning version""";

    private static final String ADD_PRICE = """
            insert into market.agreed_price (buyer_id, vertical_id, level, exclusive, version, price, from_at, created_at,
              created_by)
            select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7, $8 from market.agreed_price
            where buyer_id = $1 and vertical_id = $2 and level is not distinct from $3 and exclusive = $4
            returning version""";

    /** Two at once wait for each other. */
    int addFee(
            Tx tx,
            UUID seller,
            @Nullable Integer vertical,
            @Nullable Integer feeBps,
            Instant from,
            String actor,
            Instant now) {
        tx.lock("deals of " + seller);
        return tx.rows(ADD_FEE, seller, vertical, feeBps, from, now, actor)
                .getFirst()
                .getInteger(0);
    }

    int addPrice(Tx tx, PublishDeals.Agreed agreed, Instant from, Instant now) {
        tx.lock("deals of " + agreed.buyer());
        Integer level = agreed.level() == null ? null : agreed.level().rank();
        return tx.rows(
                        ADD_PRICE,
                        agreed.buyer(),
                        agreed.vertical(),
                        level == null ? null : level.shortValue(),
                        agreed.exclusive(),
                        agreed.price() == null ? null : agreed.price().minorUnits(),
                        from,
                        now,
                        agreed.actor())
                .getFirst()
                .getInteger(0);
    }
}
