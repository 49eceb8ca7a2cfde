package dev.galena.billing.recurring;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each job has come. */
public final class Jobs {

    private static final String COLUMN = "select done_until from billing.job where name = $1 ";

    /** Those that have begun. */
    Map<String, Instant> doneUntil(Tx tx, Collection<String> names) {
        var rows = tx.rows(
                "select done_until, name from billing.job where name = any($1)", (Object) names.toArray(String[]::new));
        Map<String, Instant> done = HashMap.newHashMap(rows.size());
        rows.forEach(row -> done.put(row.getString(1), instant(row)));
        return done;
    }

    /** A new job begins here; another process may have said so first. */
    void begin(Tx tx, String name, Instant at) {
        tx.run("insert into billing.job (name, done_until) values ($1, $2) on conflict do nothing", name, at);
    }

    /** Locks the job, unless another process has it. */
    Optional<Instant> lock(Tx tx, String name) {
        return first(tx.rows(COLUMN + "for update skip locked", name));
    }

    /** Locks the job, waiting for whoever has it. */
    Optional<Instant> lockWaiting(Tx tx, String name) {
        return first(tx.rows(COLUMN + "for update", name));
    }

    void done(Tx tx, String name, Period period) {
        tx.change(
                1,
                "update billing.job set done_until = $3 where name = $1 and done_until = $2",
                name,
                period.start(),
                period.end());
    }

    private static Optional<Instant> first(List<Row> rows) {
        return rows.stream().findFirst().map(Jobs::instant);
    }

    private static Instant instant(Row row) {
        return row.getOffsetDateTime(0).toInstant();
    }
}
