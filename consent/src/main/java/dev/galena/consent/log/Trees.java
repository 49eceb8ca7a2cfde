package dev.galena.consent.log;

import dev.galena.consent.Digest;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the log has grown, and who goes on with it. One process holds it: it took the next epoch, and says once a second
 * that it lives. Nothing is written under an older epoch.
 */
final class Trees {

    /** By the database's clock, of which there is one. */
    private static final String FIND = """
            select size, root, epoch, holder, beat_at > clock_timestamp() - interval '3 seconds',
                   beat_at > clock_timestamp() - interval '1 second'
            from consent.log_tree""";

    private static final String ADD = """
            insert into consent.log_tree (size, root, epoch, holder, beat_at) values (0, $1, 1, $2, clock_timestamp())
            on conflict (one) do nothing""";

    /**
     * What the row says.
     *
     * @param held its holder gave a sign of life within three seconds
     * @param fresh within the last one
     */
    record State(long size, Digest root, long epoch, UUID holder, boolean held, boolean fresh) {}

    Optional<State> find(Tx tx) {
        return tx.rows(FIND).stream().findFirst().map(Trees::state);
    }

    /** Takes or keeps the log to the end of the transaction; nothing when it is another's. */
    Optional<State> hold(Tx tx, UUID me) {
        boolean alone = tx.rows("select pg_try_advisory_xact_lock(hashtextextended('galena consent log', 0))")
                .getFirst()
                .getBoolean(0);
        if (!alone) return Optional.empty();
        tx.run(ADD, Rfc6962.EMPTY.bytes(), me);
        var state = tx.rows(FIND + " for update").stream()
                .findFirst()
                .map(Trees::state)
                .orElseThrow();
        boolean mine = state.holder.equals(me);
        if (!mine && state.held) return Optional.empty();
        long epoch = mine ? state.epoch : state.epoch + 1;
        tx.run("update consent.log_tree set epoch = $1, holder = $2, beat_at = clock_timestamp()", epoch, me);
        return Optional.of(new State(state.size, state.root, epoch, me, true, true));
    }

    /** In a transaction that holds it. */
    void grow(Tx tx, long size, Digest root, long epoch) {
        int rows = tx.run(
                "update consent.log_tree set size = $1, root = $2, beat_at = clock_timestamp() where epoch = $3 and size < $1",
                size,
                root.bytes(),
                epoch);
        if (rows != 1) throw new IllegalStateException("the log went on without us");
    }

    private static State state(Row row) {
        return new State(
                row.getLong(0),
                Digest.of(row.getBuffer(1).getBytes()),
                row.getLong(2),
                row.getUUID(3),
                row.getBoolean(4),
                row.getBoolean(5));
    }
}
