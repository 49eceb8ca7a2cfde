package dev.galena.bench;

import dev.galena.consent.log.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Somebody appends events as fast as the log takes them, never more than a few batches ahead. */
final class Growth {
    private static final int CHUNK = 2_000;
    private static final int CHUNKS_AHEAD = 6;

    private final EventSource events;
    private final Sequence sequence;

    Growth(EventSource events, Sequence sequence) {
        this.events = events;
        this.sequence = sequence;
    }

    void to(long size) {
        long wanted = size - sequence.state().size() - events.waiting();
        if (wanted <= 0) return;
        long[] left = {wanted};
        run(() -> left[0] > 0, () -> {
            int chunk = (int) Math.min(CHUNK, left[0]);
            left[0] -= events.add(chunk);
        });
    }

    /** Events a second taken in, minute by minute. */
    List<Double> forMinutes(int minutes) {
        var rates = new ArrayList<Double>();
        for (int minute = 0; minute < minutes; minute++) {
            long start = System.nanoTime();
            long end = start + 60_000_000_000L;
            long size = sequence.state().size();
            run(() -> System.nanoTime() < end, () -> events.add(CHUNK));
            double rate = (sequence.state().size() - size) * 1e9 / (System.nanoTime() - start);
            rates.add(rate);
            System.out.printf(
                    "minute %d: %,.0f events a second, %,d in all%n",
                    minute + 1, rate, sequence.state().size());
        }
        return rates;
    }

    /** Until everything added is in the log. */
    private void run(BooleanSupplier more, Runnable add) {
        var ahead = new Semaphore(CHUNKS_AHEAD);
        var writer = CompletableFuture.runAsync(() -> {
            while (more.getAsBoolean()) {
                ahead.acquireUninterruptibly();
                add.run();
            }
        });
        long seen = sequence.state().size();
        while (!writer.isDone() || events.waiting() > 0) {
            sequence.run();
            var trouble = sequence.state().trouble();
            if (trouble != null) throw new IllegalStateException(trouble);
            for (; sequence.state().size() - seen >= CHUNK; seen += CHUNK) ahead.release();
        }
        writer.join();
    }
}
