package dev.galena.market.party;

import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People's authenticators and recovery codes as stored. */
public final class SecondFactors {

    /**
     * An authenticator.
     *
     * @param confirmedAt null while its person has not shown yet that it works
     */
    record Stored(Buffer sealed, @Nullable Instant confirmedAt, long usedStep) {}

    Optional<Stored> find(Tx tx, UUID userId) {
        return tx
                .rows("select sealed, confirmed_at, used_step from market.second_factor where user_id = $1", userId)
                .stream()
                .findFirst()
                .map(row -> new Stored(row.getBuffer(0), instant(row.getOffsetDateTime(1)), row.getLong(2)));
    }

    /** In place of one that was not confirmed. */
    void begin(Tx tx, UUID userId, byte[] sealed, Instant now) {
        tx.run("""
                insert into market.second_factor as f (user_id, sealed, created_at) values ($1, $2, $3)
                on conflict (user_id) do update set sealed = $2, created_at = $3 where f.confirmed_at is null""", userId, sealed, now);
    }

    void confirm(Tx tx, UUID userId, Instant now) {
        tx.run("update market.second_factor set confirmed_at = $2 where user_id = $1", userId, now);
    }

    /** False where a code of this or a later step was taken before. */
    boolean use(Tx tx, UUID userId, long step) {
        return tx.run(
                        "update market.second_factor set used_step = $2 where user_id = $1 and used_step < $2",
                        userId,
                        step)
                == 1;
    }

    void end(Tx tx, UUID userId) {
        tx.run("delete from market.second_factor where user_id = $1", userId);
    }

    /** In place of all that there were. */
    void replaceCodes(Tx tx, UUID userId, List<byte[]> hashes) {
        tx.run("delete from market.recovery_code where user_id = $1", userId);
        tx.run("insert into market.recovery_code (user_id, hash) select $1, unnest($2::bytea[])", userId, hashes);
    }

    /** False where there is no such code, or it was used. */
    boolean useCode(Tx tx, UUID userId, byte[] hash, Instant now) {
        return tx.run(
                        "update market.recovery_code set used_at = $3 where user_id = $1 and hash = $2 and used_at is null",
                        userId,
                        hash,
                        now)
                == 1;
    }

    int codesLeft(Tx tx, UUID userId) {
        return tx.rows("select count(*)::int from market.recovery_code where user_id = $1 and used_at is null", userId)
                .getFirst()
                .getInteger(0);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
