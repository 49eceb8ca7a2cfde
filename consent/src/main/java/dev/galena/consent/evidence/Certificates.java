package dev.galena.consent.evidence;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code consent.certificate}: which consents came with a certificate of somebody else, and what became of it. The log
 * tells where they are, in an order without gaps, so intake has no work with them.
 */
public final class Certificates {

    private static final int LOOKED_THROUGH_AT_ONCE = 5_000;

    private static final String FIND = """
            insert into consent.certificate (consent_id, subject_id, seller_id, next_at)
            select c.id, c.subject_id, c.seller_id, $3
            from consent.log_leaf l join consent.consent c on c.id = l.consent_id
            where l.idx >= $1 and l.idx < $2 and l.type in ('consent.granted', 'consent.imported')
              and position('"certificate.0"'::bytea in l.leaf) > 0
            on conflict (consent_id) do nothing""";

    /** Whoever takes one and dies leaves it to the next after five minutes. */
    private static final String TAKE = """
            update consent.certificate set next_at = $1::timestamptz + interval '5 minutes', tries = tries + 1
            where consent_id in (
              select consent_id from consent.certificate where next_at <= $1 order by next_at limit $2 for update skip locked)
            returning consent_id, seller_id, state, tries, expires_at""";

    /** What became of one. */
    public enum State {
        WAITING(0),
        KEPT(1),
        GONE(2),
        OF_ANOTHER(3),
        GIVEN_UP(4);

        private final short code;

        State(int code) {
            this.code = (short) code;
        }

        static State stored(int code) {
            for (var state : values()) if (state.code == code) return state;
            throw new IllegalArgumentException("no state " + code);
        }
    }

    /**
     * One at which something is due: to ask its issuer, or to warn that it expires.
     *
     * @param tries this one among them
     */
    public record Due(
            UUID consentId,
            UUID sellerId,
            State state,
            int tries,
            @Nullable Instant expiresAt) {}

    /** Looks through the next entries of the log; whether there may be more. Does nothing while another process does it. */
    public boolean find(Tx tx, Instant now) {
        var mark = tx.rows("select idx from consent.certificate_mark for update skip locked");
        if (mark.isEmpty()) return false;
        long from = mark.getFirst().getLong(0);
        long to = tx.rows(
                                "select count(*) from consent.log_leaf where idx >= $1 and idx < $2",
                                from,
                                from + LOOKED_THROUGH_AT_ONCE)
                        .getFirst()
                        .getLong(0)
                + from;
        if (to == from) return false;
        tx.run(FIND, from, to, now);
        tx.run("update consent.certificate_mark set idx = $1", to);
        return to - from == LOOKED_THROUGH_AT_ONCE;
    }

    /** Some at which something is due, for five minutes nobody else's. */
    public List<Due> take(Tx tx, Instant now, int max) {
        return tx.rows(TAKE, now, max).stream()
                .map(row -> {
                    var expires = row.getOffsetDateTime(4);
                    return new Due(
                            row.getUUID(0),
                            row.getUUID(1),
                            State.stored(row.getShort(2)),
                            row.getShort(3),
                            expires == null ? null : expires.toInstant());
                })
                .toList();
    }

    /** {@code nextAt}: when something is due again; null: never. */
    public void settle(Tx tx, UUID consentId, State state, @Nullable Instant expiresAt, @Nullable Instant nextAt) {
        tx.run(
                "update consent.certificate set state = $2, expires_at = $3, next_at = $4 where consent_id = $1",
                consentId,
                state.code,
                expiresAt,
                nextAt);
    }

    /** What is known of these people's certificates. */
    public int erase(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows("delete from consent.certificate where subject_id = any($1) returning consent_id", (Object)
                        subjectIds.toArray(UUID[]::new))
                .size();
    }
}
