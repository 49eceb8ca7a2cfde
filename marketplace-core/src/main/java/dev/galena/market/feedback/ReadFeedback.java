package dev.galena.market.feedback;

import static dev.galena.market.feedback.Dispositions.step;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import io.vertx.sqlclient.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seller hears what became of its leads. Who bought them is none of it. */
public final class ReadFeedback {
    public static final String ORDER = "feedback.noted";
    private static final int SOURCES_MAX = 500;

    private static final String PAGE = """
            select d.lead_id, d.sale_id, d.source_id, c.code, d.sold_at, d.noted_at,
                   d.version, d.value, d.reason, d.at, d.first_at
            from market.disposition_now d join market.source c on c.id = d.source_id
            where d.seller_id = $1 and ($2::uuid is null or d.source_id = $2) and ($3::text is null or d.value = $3)
              and ($4::timestamptz is null or (d.noted_at, d.sale_id) < ($4, $5))
            order by d.noted_at desc, d.sale_id desc limit $6""";

    private static final String BY_SOURCE = """
            select c.id, c.code, d.value, d.n
            from market.source c
            join (select source_id, value, count(*) as n from market.disposition_now
                  where seller_id = $1 group by source_id, value) d on d.source_id = c.id
            order by c.code, c.id limit $2""";

    private final Database database;

    public ReadFeedback(Database database) {
        this.database = database;
    }

    /** Of one source: how many leads are how far; those that nothing was said of are not counted. */
    public record OfSource(UUID id, String code, Map<Disposition, Long> counts) {}

    /** What was said last first. */
    public Slice<Heard> page(UUID seller, @Nullable UUID source, @Nullable String value, Page page) {
        Cursor after = page.after();
        Instant noted = after == null ? null : time(after);
        return database.read(tx -> {
            var rows = tx.rows(PAGE, seller, source, value, noted, after == null ? null : after.id(), page.limit());
            return page.cut(
                    ORDER,
                    rows.stream().map(ReadFeedback::heard).toList(),
                    h -> new Cursor(h.notedAt().toString(), h.sale()));
        });
    }

    public List<OfSource> bySource(UUID seller) {
        Map<UUID, OfSource> sources = new LinkedHashMap<>();
        for (Row row : database.read(tx -> tx.rows(BY_SOURCE, seller, SOURCES_MAX * Disposition.values().length))) {
            sources.computeIfAbsent(
                            row.getUUID(0), id -> new OfSource(id, row.getString(1), new EnumMap<>(Disposition.class)))
                    .counts()
                    .put(Disposition.of(row.getString(2)).orElseThrow(), row.getLong(3));
        }
        return new ArrayList<>(sources.values());
    }

    private static Instant time(Cursor after) {
        try {
            return Instant.parse(after.sort());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no cursor of ours", e);
        }
    }

    private static Heard heard(Row row) {
        return new Heard(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getOffsetDateTime(5).toInstant(),
                step(row, 6));
    }
}
