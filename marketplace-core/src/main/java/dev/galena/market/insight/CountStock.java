package dev.galena.market.insight;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Counts the open listings by age for reports: all of them, so it rests long after it took long. */
public final class CountStock {
    private static final Duration PAUSE = Duration.ofSeconds(15);
    /** So many times as long as it took, it rests. */
    private static final int REST = 60;

    private static final String COUNT = """
            insert into market.stock_tally (seller_id, vertical_id, age, currency, price, n)
            select seller_id, vertical_id, AGE, currency, price, count(*)
            from market.listing where status = 'open' and expires_at > $1 group by 1, 2, 3, 4, 5""".replace("AGE", Steps.AGE.sql("$1::timestamptz - generated_at"));

    private final Database database;
    private final InstantSource clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    public CountStock(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts if it is time to; often asked. */
    public void run() {
        Instant now = clock.instant();
        if (now.isBefore(next.get())) return;
        long began = System.nanoTime();
        database.inTxRetrying(tx -> count(tx, now));
        var took = Duration.ofNanos(System.nanoTime() - began).multipliedBy(REST);
        next.set(now.plus(took.compareTo(PAUSE) > 0 ? took : PAUSE));
    }

    private static boolean count(Tx tx, Instant now) {
        // Of several processes one counts; the others find it done.
        if (tx.run("""
                insert into market.stock_count as c (one, at) values (true, $1)
                on conflict (one) do update set at = excluded.at where c.at < $2""", now, now.minus(PAUSE.dividedBy(2))) == 0) return false;
        tx.run("delete from market.stock_tally");
        tx.run(COUNT, now);
        return true;
    }
}
