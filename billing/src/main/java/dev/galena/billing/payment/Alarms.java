package dev.galena.billing.payment;

import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person has to look at. */
public final class Alarms {

    public static final String ORDER = "alarm";

    private static final UUID LAST = new UUID(-1, -1);
    private static final String COLUMNS =
            "select id, kind, subject, detail, raised_at, resolved_at, resolved_by from billing.alarm ";

    /**
     * One alarm.
     *
     * @param subject what it is about: a line, a journal, a party
     */
    public record Alarm(
            UUID id,
            String kind,
            String subject,
            String detail,
            Instant raisedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy) {}

    /** Once while it is open. */
    public void raise(Tx tx, String kind, String subject, String detail, Instant now) {
        tx.run("""
                insert into billing.alarm (id, kind, subject, detail, raised_at) values ($1, $2, $3, $4, $5)
                on conflict (kind, subject) where resolved_at is null do nothing""", Id.next(), kind, subject, detail.substring(0, Math.min(500, detail.length())), now);
    }

    /** Newest first. */
    public Slice<Alarm> page(Tx tx, boolean openOnly, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(
                COLUMNS + "where (not $1 or resolved_at is null) and id < $2 order by id desc limit $3",
                openOnly,
                after == null ? LAST : after.id(),
                page.limit());
        return page.cut(ORDER, rows.stream().map(Alarms::alarm).toList(), a -> new Cursor("", a.id()));
    }

    public Optional<Alarm> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where id = $1", id).stream().findFirst().map(Alarms::alarm);
    }

    /** Empty where there is none; a second time changes nothing. */
    public Optional<Alarm> resolve(Tx tx, UUID id, String by, Instant now) {
        tx.run(
                "update billing.alarm set resolved_at = $2, resolved_by = $3 where id = $1 and resolved_at is null",
                id,
                now,
                by);
        return find(tx, id);
    }

    public long open(Tx tx) {
        return tx.rows("select count(*) from billing.alarm where resolved_at is null")
                .getFirst()
                .getLong(0);
    }

    private static Alarm alarm(Row row) {
        OffsetDateTime resolved = row.getOffsetDateTime(5);
        return new Alarm(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                resolved == null ? null : resolved.toInstant(),
                row.getString(6));
    }
}
