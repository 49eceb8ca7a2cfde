package dev.galena.consent.log;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The entries of the log, and those that wait to become some. */
final class Leaves {

    /** A queue is emptied, nothing is looked for behind a mark: whoever commits late is simply taken later. */
    private static final String TAKE = """
            with taken as (
              delete from consent.event_pending
              where serial = any(array(select serial from consent.event_pending order by serial limit $2))
              returning serial, consent_id, type, at, leaf)
            insert into consent.log_leaf (idx, consent_id, type, at, leaf)
            select $1 + row_number() over (order by serial) - 1, consent_id, type, at, leaf from taken
            returning idx, leaf""";

    private static final String READ =
            "select idx, leaf from consent.log_leaf where idx >= $1 and idx < $2 order by idx";

    private static final String OF_CONSENTS =
            "select idx, leaf, consent_id from consent.log_leaf where consent_id = any($1) order by idx";

    record Stored(long index, Entry entry) {}

    /** An entry that belongs to a consent. */
    record OfConsent(long index, UUID consentId, Entry entry) {}

    /** Moves up to so many waiting events into the log, in their order, behind the last; returns them. */
    List<Entry> take(Tx tx, long size, int max) {
        var taken = new ArrayList<Stored>();
        for (Row row : tx.rows(TAKE, size, max)) taken.add(stored(row));
        taken.sort(Comparator.comparingLong(Stored::index));
        return taken.stream().map(Stored::entry).toList();
    }

    boolean waiting(Tx tx) {
        return tx.rows("select exists (select from consent.event_pending)")
                .getFirst()
                .getBoolean(0);
    }

    /** From one index to before another, as far as they are there. */
    List<Stored> read(Tx tx, long from, long to) {
        var read = new ArrayList<Stored>();
        for (Row row : tx.rows(READ, from, to)) read.add(stored(row));
        return read;
    }

    /** Of these consents, in the log's order. */
    List<OfConsent> of(Tx tx, Collection<UUID> consentIds) {
        return tx.rows(OF_CONSENTS, (Object) consentIds.toArray(UUID[]::new)).stream()
                .map(row -> new OfConsent(
                        row.getLong(0),
                        row.getUUID(2),
                        new Entry(row.getBuffer(1).getBytes())))
                .toList();
    }

    private static Stored stored(Row row) {
        return new Stored(row.getLong(0), new Entry(row.getBuffer(1).getBytes()));
    }
}
