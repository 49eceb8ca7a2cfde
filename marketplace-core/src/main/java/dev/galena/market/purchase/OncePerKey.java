package dev.galena.market.purchase;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.purchase.Idempotency.Entry;
import dev.galena.market.purchase.Idempotency.TakenMeanwhile;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Does something at most once for each idempotency key: effect and answer commit together or not at all. */
public final class OncePerKey {

    private static final int ATTEMPTS_MAX = 4;

    private final Database database;
    private final Idempotency idempotency;
    private final InstantSource clock;

    public OncePerKey(Database database, Idempotency idempotency, InstantSource clock) {
        this.database = database;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /**
     * Does it, or gives the answer of the last time.
     *
     * @param work the effect and what to answer; may run several times, of which at most one commits
     */
    public Once once(Claim claim, Function<Tx, KeptAnswer> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inTxRetrying(tx -> serve(tx, claim, work));
            } catch (TakenMeanwhile e) {
                if (attempt == ATTEMPTS_MAX) throw e;
            }
        }
    }

    private Once serve(Tx tx, Claim claim, Function<Tx, KeptAnswer> work) {
        var stored = idempotency.find(tx, List.of(claim)).get(claim.name());
        if (stored != null) {
            return claim.sameRequest(stored.request()) ? new Once.Again(stored.answer()) : new Once.KeyConflict();
        }
        KeptAnswer answer = work.apply(tx);
        idempotency.store(tx, List.of(new Entry(claim, answer)), clock.instant());
        return new Once.Done(answer);
    }
}
