package dev.galena.market.pricing;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What single sellers and buyers have agreed with the marketplace. Known as of the last {@link #refresh}, which somebody
 * must call at start and every few seconds: since nothing is in force earlier than {@link #NOTICE} after it was written, each
 * process knows it in time, and a sale asks nothing of the database.
 */
public final class Deals {

    /** From writing down to being in force, at least. */
    public static final Duration NOTICE = Duration.ofMinutes(1);

    private static final String FEES = """
            select seller_id, vertical_id, version, from_at, fee_bps from market.seller_fee f
            where not exists (select from market.seller_fee n where n.seller_id = f.seller_id
              and n.vertical_id is not distinct from f.vertical_id and n.version > f.version and n.from_at <= now() - interval '1 hour')""";

    private static final String PRICES = """
            select buyer_id, vertical_id, level, exclusive, version, from_at, price from market.agreed_price p
            where not exists (select from market.agreed_price n where n.buyer_id = p.buyer_id
              and n.vertical_id = p.vertical_id and n.level is not distinct from p.level and n.exclusive = p.exclusive
              and n.version > p.version and n.from_at <= now() - interval '1 hour')""";

    private record Fee(UUID seller, @Nullable Integer vertical) {}

    private record Price(UUID buyer, int vertical, @Nullable Integer level, boolean exclusive) {}

    private record Known(Dated<Fee, Integer> fees, Dated<Price, Long> prices) {}

    private volatile Known known = new Known(new Dated<>(), new Dated<>());

    /** Reads what is in force and what is to come. */
    public void refresh(Tx tx) {
        var fees = new Dated<Fee, Integer>();
        for (Row row : tx.rows(FEES)) {
            fees.add(
                    new Fee(row.getUUID(0), row.getInteger(1)),
                    row.getInteger(2),
                    row.getOffsetDateTime(3).toInstant(),
                    row.getInteger(4));
        }
        var prices = new Dated<Price, Long>();
        for (Row row : tx.rows(PRICES)) {
            prices.add(
                    new Price(row.getUUID(0), row.getInteger(1), row.getInteger(2), row.getBoolean(3)),
                    row.getInteger(4),
                    row.getOffsetDateTime(5).toInstant(),
                    row.getLong(6));
        }
        known = new Known(fees, prices);
    }

    /** The marketplace's part of what this seller's leads are listed at, in hundredths of a percent. No I/O. */
    public int feeBps(UUID seller, int vertical, int otherwise, Instant now) {
        Integer own = known.fees.at(new Fee(seller, vertical), now);
        if (own == null) own = known.fees.at(new Fee(seller, null), now);
        return own == null ? otherwise : own;
    }

    /** What this buyer pays instead of the list price; null: nothing is agreed. No I/O. */
    public @Nullable Long price(UUID buyer, int vertical, int level, boolean exclusive, Instant now) {
        Long price = known.prices.at(new Price(buyer, vertical, level, exclusive), now);
        return price != null ? price : known.prices.at(new Price(buyer, vertical, null, exclusive), now);
    }
}
