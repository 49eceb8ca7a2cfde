package dev.galena.market.party;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.UUID;

/** Who is logged in: hashes of cookies. */
public final class Sessions {
    void add(Tx tx, byte[] hash, UUID userId, byte[] csrf, Instant now, Instant expiresAt) {
        tx.run(
                "insert into market.session (hash, user_id, csrf, created_at, expires_at) values ($1, $2, $3, $4, $5)",
                hash,
                userId,
                csrf,
                now,
                expiresAt);
        tx.run("delete from market.session where user_id = $1 and expires_at <= $2", userId, now);
    }

    void end(Tx tx, byte[] hash) {
        tx.run("delete from market.session where hash = $1", hash);
    }

    void endAll(Tx tx, UUID userId) {
        tx.run("delete from market.session where user_id = $1", userId);
    }
}
