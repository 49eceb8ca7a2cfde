package dev.galena.market.purchase;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Answers kept under the keys that clients send, so that a repeated request gets the answer and not the effect.
 *
 * <p>A use case looks its keys up first and stores its answers last, in the transaction of the effect. Of two that use the
 * same key at once the second waits at {@link #store} for the first to commit, and is then told to start over: it finds the
 * answer.
 */
public final class Idempotency {

    public static final Duration KEPT = Duration.ofDays(3);
    public static final int KEY_LENGTH_MAX = 255;

    /** An answer given before, and the request it was given to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Stored(byte[] request, KeptAnswer answer) {}

    /** Which answer is to be kept under which key. */
    record Entry(Claim claim, KeptAnswer answer) {}

    /** The map may be changed. */
    Map<Claim.Name, Stored> find(Tx tx, Collection<Claim> claims) {
        return finding(tx, claims).get();
    }

    /** Sends the same without waiting. */
    Supplier<Map<Claim.Name, Stored>> finding(Tx tx, Collection<Claim> claims) {
        return tx.ask(
                Idempotency::stored,
                """
                select i.party_id, i.operation, i.key, i.request, i.status, i.response
                from unnest($1::uuid[], $2::text[], $3::text[]) as c(party_id, operation, key)
                join market.idempotency i using (party_id, operation, key)""",
                claims.stream().map(Claim::party).toArray(UUID[]::new),
                claims.stream().map(Claim::operation).toArray(String[]::new),
                claims.stream().map(Claim::key).toArray(String[]::new));
    }

    private static Map<Claim.Name, Stored> stored(List<Row> rows) {
        Map<Claim.Name, Stored> stored = new HashMap<>();
        for (var row : rows) {
            stored.put(
                    new Claim.Name(row.getUUID(0), row.getString(1), row.getString(2)),
                    new Stored(
                            row.getBuffer(3).getBytes(),
                            new KeptAnswer(row.getInteger(4), row.getBuffer(5).getBytes())));
        }
        return stored;
    }

    /**
     * Keeps the answers; in the order of the keys, as everybody does, so that nobody deadlocks. Sent without waiting: when
     * somebody else has used one of the keys since they were looked up, whoever waits next, at last the commit, gets {@link
     * TakenMeanwhile}. Then roll back and start over.
     */
    void store(Tx tx, Collection<Entry> entries, Instant now) {
        if (entries.isEmpty()) return;
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing((Entry e) -> e.claim().party())
                        .thenComparing(e -> e.claim().operation())
                        .thenComparing(e -> e.claim().key()))
                .toList();
        tx.change(
                sorted.size(),
                stored -> new TakenMeanwhile(),
                """
                insert into market.idempotency (party_id, operation, key, request, status, response, created_at)
                select *, $7 from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::smallint[], $6::bytea[])
                on conflict do nothing""",
                sorted.stream().map(e -> e.claim().party()).toArray(UUID[]::new),
                sorted.stream().map(e -> e.claim().operation()).toArray(String[]::new),
                sorted.stream().map(e -> e.claim().key()).toArray(String[]::new),
                sorted.stream().map(e -> e.claim().request()).toArray(byte[][]::new),
                sorted.stream().map(e -> (short) e.answer().status()).toArray(Short[]::new),
                sorted.stream().map(e -> e.answer().body()).toArray(byte[][]::new),
                now);
    }

    /** Drops at most {@code rowsMax} answers whose time is over; tells how many. */
    int forget(Tx tx, Instant now, int rowsMax) {
        return tx.run("""
                delete from market.idempotency where ctid in (
                  select ctid from market.idempotency where created_at < $1 limit $2 for update skip locked)""", now.minus(KEPT), rowsMax);
    }

    /** Not a failure: a sign to start over. */
    static final class TakenMeanwhile extends RuntimeException {
        TakenMeanwhile() {
            super("another request used the key meanwhile", null, false, false);
        }
    }
}
