package dev.galena.market.listing;

import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.market.vertical.Level;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A listing as a search shows it.
 *
 * @param attrs as the database wrote them: nobody needs to look inside
 * @param exclusivePrice null if the slots cannot be had together, or no longer
 */
public record Card(
        UUID leadId,
        int verticalId,
        String source,
        String state,
        String zip,
        int score,
        Level level,
        int channels,
        boolean certified,
        Instant generatedAt,
        Instant expiresAt,
        Json attrs,
        long price,
        @Nullable Long exclusivePrice,
        int maxSales,
        int sold) {
    /** What a search reads of {@code l}, in the order of {@link #SHOWN}. */
    static final String COLUMNS = """
            l.lead_id, l.vertical_id, l.source_alias, l.state, l.zip, l.score, l.level, l.channels, l.certified,
            l.generated_at, l.expires_at, l.attrs, l.price,
            case when l.sold = 0 then l.exclusive_price end as exclusive_price, l.max_sales, l.sold""";

    /** What it answers: only of these rows, and not of all that were found, the fields are written out as text. */
    static final String SHOWN = """
            l.lead_id, l.vertical_id, l.source_alias, l.state, l.zip, l.score, l.level, l.channels, l.certified,
            l.generated_at, l.expires_at, l.attrs::text, l.price, l.exclusive_price, l.max_sales, l.sold""";

    static Card read(Row row) {
        return new Card(
                row.getUUID(0),
                row.getInteger(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getShort(5),
                Level.of(row.getShort(6)),
                row.getShort(7),
                row.getBoolean(8),
                row.getOffsetDateTime(9).toInstant(),
                row.getOffsetDateTime(10).toInstant(),
                new Json(row.getString(11)),
                row.getLong(12),
                row.getLong(13),
                row.getShort(14),
                row.getShort(15));
    }

    Page.Cursor place(Search.Order order) {
        return new Page.Cursor(
                switch (order) {
                    case NEWEST, OLDEST -> "";
                    case SCORE -> Integer.toString(score);
                    case PRICE -> Long.toString(price);
                },
                leadId);
    }
}
