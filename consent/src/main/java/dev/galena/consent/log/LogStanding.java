package dev.galena.consent.log;

import dev.galena.db.Backlog;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the log is, whichever process signs it.
 *
 * @param origin its name; null: it has none yet, and nothing else
 * @param since when it was begun with the key it has
 * @param signed events under the newest checkpoint
 * @param newest when the last of these happened
 * @param beat the last sign of life of the process that signs
 * @param witnessed events under the newest checkpoint that enough witnesses cosigned; null: none was
 */
public record LogStanding(
        @Nullable String origin,
        @Nullable Instant since,
        long signed,
        @Nullable Instant newest,
        @Nullable Instant beat,
        @Nullable Long witnessed) {

    private static final String READ = """
            select n.origin, n.created_at, c.size, l.at, t.beat_at, w.size
            from (select) as always left join consent.log_name n on true left join consent.log_checkpoint c on true
            left join consent.log_leaf l on l.idx = c.size - 1 left join consent.log_tree t on true
            left join consent.log_witnessed w on true""";

    public static LogStanding read(Tx tx) {
        Row row = tx.rows(READ).getFirst();
        Long size = row.getLong(2);
        return new LogStanding(
                row.getString(0),
                instant(row.getOffsetDateTime(1)),
                size == null ? 0 : size,
                instant(row.getOffsetDateTime(3)),
                instant(row.getOffsetDateTime(4)),
                row.getLong(5));
    }

    /** Events that are not in the log yet, and certificates to be asked for. */
    public static List<Backlog> backlogs(Tx tx, Instant now) {
        return List.of(
                Backlog.of(tx, "consent-events", now, "select at from consent.event_pending order by serial"),
                Backlog.of(
                        tx,
                        "certificates",
                        now,
                        "select next_at from consent.certificate where next_at <= $1 order by next_at"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
