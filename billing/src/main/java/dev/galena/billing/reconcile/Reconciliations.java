package dev.galena.billing.reconcile;

import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Days that were compared. */
public final class Reconciliations {

    public static final String ORDER = "reconciliation";

    private static final UUID LAST = new UUID(-1, -1);

    /** A day of a provider, and how many of its lines belong to a journal. */
    public record Reconciliation(
            UUID id, String provider, LocalDate day, int lines, int matched, int alarms, Instant at) {}

    /** The day after the last one; at first that of the first movement. */
    Optional<LocalDate> nextDay(Tx tx, String provider) {
        return Optional.ofNullable(tx.rows("""
                        select coalesce((select max(day) + 1 from billing.reconciliation where provider = $1),
                                        (select min(at at time zone 'UTC')::date from billing.movement where provider = $1))""", provider).getFirst().getLocalDate(0));
    }

    boolean done(Tx tx, String provider, LocalDate day) {
        return !tx.rows("select from billing.reconciliation where provider = $1 and day = $2", provider, day)
                .isEmpty();
    }

    void add(Tx tx, UUID id, String provider, LocalDate day, Instant from, Instant until, int alarms, Instant now) {
        tx.run("""
                insert into billing.reconciliation (id, provider, day, lines, matched, alarms, at)
                select $1, $2, $3, count(*)::int, (count(*) filter (where matched))::int, $6, $7
                from billing.provider_line where provider = $2 and at >= $4 and at < $5""", id, provider, day, from, until, alarms, now);
    }

    /** Newest first. */
    public Slice<Reconciliation> page(Tx tx, Page page) {
        Cursor after = page.after();
        var rows = tx.rows("""
                select id, provider, day, lines, matched, alarms, at from billing.reconciliation
                where id < $1 order by id desc limit $2""", after == null ? LAST : after.id(), page.limit());
        return page.cut(
                ORDER,
                rows.stream()
                        .map(row -> new Reconciliation(
                                row.getUUID(0),
                                row.getString(1),
                                row.getLocalDate(2),
                                row.getInteger(3),
                                row.getInteger(4),
                                row.getInteger(5),
                                row.getOffsetDateTime(6).toInstant()))
                        .toList(),
                r -> new Cursor("", r.id()));
    }
}
