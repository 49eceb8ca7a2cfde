package dev.galena.consent.log;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Optional;

/** The one row that says whose log this database holds. */
final class LogNames {

    Optional<LogName> find(Tx tx) {
        return tx.rows("select origin, key from consent.log_name").stream()
                .findFirst()
                .map(row -> new LogName(row.getString(0), NoteKey.parse(row.getString(1))));
    }

    /** Whoever comes first gives the name; it is returned. */
    LogName findOrAdd(Tx tx, LogName wanted, Instant now) {
        tx.run("""
                insert into consent.log_name (origin, key, created_at) values ($1, $2, $3)
                on conflict (one) do nothing""", wanted.origin(), wanted.key().text(), now);
        return find(tx).orElseThrow();
    }
}
