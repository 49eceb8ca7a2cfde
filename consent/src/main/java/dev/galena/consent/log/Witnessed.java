package dev.galena.consent.log;

import dev.galena.db.Tx;
import java.util.Optional;

/** The newest checkpoint that enough witnesses cosigned, with the policy that says who they are. */
final class Witnessed {

    private static final String KEEP = """
            insert into consent.log_witnessed (size, note, policy) values ($1, $2, $3)
            on conflict (one) do update set size = excluded.size, note = excluded.note, policy = excluded.policy
            where log_witnessed.size < excluded.size or log_witnessed.policy <> excluded.policy""";

    record Cosigned(Note note, String policy) {
        long size() {
            return Checkpoint.parse(note.text()).size();
        }
    }

    Optional<Cosigned> find(Tx tx) {
        return tx.rows("select note, policy from consent.log_witnessed").stream()
                .findFirst()
                .map(row -> new Cosigned(Note.parse(row.getString(0)), row.getString(1)));
    }

    int keep(Tx tx, Cosigned cosigned) {
        return tx.run(KEEP, cosigned.size(), cosigned.note().toString(), cosigned.policy());
    }
}
