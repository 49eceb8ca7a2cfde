package dev.galena.consent.log;

import dev.galena.db.Tx;
import java.util.Optional;

/** The newest checkpoint that was signed. */
final class Checkpoints {

    /** Only forward, and only by who holds the log: one that slept over the loss of its epoch publishes nothing. */
    private static final String PUBLISH = """
            insert into consent.log_checkpoint (size, note)
            select $1, $2 where exists (select from consent.log_tree where epoch = $3)
            on conflict (one) do update set size = excluded.size, note = excluded.note
            where log_checkpoint.size < excluded.size""";

    Optional<Note> find(Tx tx) {
        return tx.rows("select note from consent.log_checkpoint").stream()
                .findFirst()
                .map(row -> Note.parse(row.getString(0)));
    }

    /** Whether it is the published one now: not when somebody else holds the log or has gone on. */
    boolean publish(Tx tx, Checkpoint checkpoint, Note note, long epoch) {
        if (tx.run(PUBLISH, checkpoint.size(), note.toString(), epoch) == 1) return true;
        return find(tx).filter(n -> n.text().equals(checkpoint.text())).isPresent();
    }
}
