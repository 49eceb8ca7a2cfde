package dev.galena.market.pricing;

import dev.galena.billing.Money;
import dev.galena.db.Tx;
import dev.galena.market.vertical.Level;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
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

    private static final String FEES = """
            select v.code, f.fee_bps, f.version, f.from_at from market.seller_fee f
            left join market.vertical v on v.id = f.vertical_id
            where f.seller_id = $1 and not exists (select from market.seller_fee n where n.seller_id = $1
              and n.vertical_id is not distinct from f.vertical_id and n.version > f.version and n.from_at <= $2)
            order by v.code nulls first, f.version limit 1000""";

    private static final String PRICES = """
            select v.code, p.level, p.exclusive, p.price, p.version, p.from_at from market.agreed_price p
            join market.vertical v on v.id = p.vertical_id
            where p.buyer_id = $1 and not exists (select from market.agreed_price n where n.buyer_id = $1
              and n.vertical_id = p.vertical_id and n.level is not distinct from p.level and n.exclusive = p.exclusive
              and n.version > p.version and n.from_at <= $2)
            order by v.code, p.level nulls first, p.exclusive, p.version limit 1000""";

    List<ReadDeals.Fee> fees(Tx tx, UUID seller, Instant now) {
        return tx.rows(FEES, seller, now).stream()
                .map(row -> new ReadDeals.Fee(
                        row.getString(0),
                        row.getInteger(1),
                        row.getInteger(2),
                        row.getOffsetDateTime(3).toInstant()))
                .toList();
    }

    List<ReadDeals.Price> prices(Tx tx, UUID buyer, Currency currency, Instant now) {
        return tx.rows(PRICES, buyer, now).stream()
                .map(row -> new ReadDeals.Price(
                        row.getString(0),
                        row.getInteger(1) == null ? null : Level.of(row.getInteger(1)),
                        row.getBoolean(2),
                        row.getLong(3) == null ? null : new Money(row.getLong(3), currency),
                        row.getInteger(4),
                        row.getOffsetDateTime(5).toInstant()))
                .toList();
    }

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
