package dev.galena.bench;

import dev.galena.bench.Stream.Deal;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/** The same purchases straight to PostgreSQL: one prepared function call each, by so many connections at once. */
final class Baseline {

    private Baseline() {}

    static Load.Result functionCalls(
            DatabaseConfig app,
            Inventory inventory,
            int connections,
            double warmSeconds,
            double seconds,
            Supplier<Deal> deals)
            throws Exception {
        var histogram = new ConcurrentHistogram(60_000_000L, 3);
        var done = new AtomicLong();
        var refused = new AtomicLong();
        long start = System.nanoTime();
        long from = start + (long) (warmSeconds * 1e9);
        long end = from + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (var connection = dev.galena.db.Migrations.connect(app);
                        var call = connection.prepareStatement(
                                "select bench.buy(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, interval '7 days', 'us-tcpa-pewc@1')")) {
                    // Prepared on the server from the first call on.
                    call.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
                    while (System.nanoTime() < end) {
                        Deal deal = deals.get();
                        long began = System.nanoTime();
                        Object[] args = {
                            deal.buyer().id(),
                            Inventory.NAME,
                            deal.buyer().wallet(),
                            deal.lead().pending(),
                            inventory.feeAccount(),
                            deal.lead().id(),
                            deal.key(),
                            new byte[32],
                            Id.next(),
                            Id.next(),
                            Id.next(),
                            Id.next(),
                            inventory.vertical().feeBps()
                        };
                        for (int a = 0; a < args.length; a++) call.setObject(a + 1, args[a]);
                        try (var result = call.executeQuery()) {
                            result.next();
                            if (result.getInt(1) != 201) refused.incrementAndGet();
                        }
                        long now = System.nanoTime();
                        if (began >= from && now < end) {
                            done.incrementAndGet();
                            histogram.recordValue((now - began) / 1000);
                        }
                    }
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        if (refused.get() > 0)
            throw new IllegalStateException(refused.get() + " purchases of the baseline were refused");
        return new Load.Result(Map.of(201, done.get()), histogram, seconds);
    }
}
