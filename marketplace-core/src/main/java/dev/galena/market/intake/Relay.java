package dev.galena.market.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done in order yet overlaps: a leg begins when the one before it says so, and ends after it. When a leg fails,
 * those behind it fail with it; all of them are run again, one at a time.
 *
 * @param <S> what a leg hands to the next
 */
final class Relay<S> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    interface Leg<S> {
        /**
         * Runs beside others.
         *
         * @param before waits for the leg before and gives its result; must be asked before this one ends
         * @param next lets the leg behind begin; once is enough, and the end does so too
         */
        S overlapping(Supplier<S> before, Runnable next);

        S alone(S before);
    }

    private final class Running {
        private final Leg<S> leg;
        private final CountDownLatch next = new CountDownLatch(1);
        private final CompletableFuture<S> result = new CompletableFuture<>();
        private final Thread thread;

        Running(Leg<S> leg, CompletableFuture<S> before) {
            this.leg = leg;
            this.thread = Thread.ofVirtual().name("relay").start(() -> run(before));
        }

        private void run(CompletableFuture<S> before) {
            try {
                result.complete(leg.overlapping(() -> await(before), next::countDown));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                next.countDown();
            }
        }
    }

    private final int legsMax;
    private final Deque<Running> running = new ArrayDeque<>();
    private S last;

    /** {@code legsMax}: how many run at once; where it is 1 each runs alone, in the caller's thread. */
    Relay(S start, int legsMax) {
        this.last = start;
        this.legsMax = legsMax;
    }

    /** Returns when the leg behind this one may begin. */
    void start(Leg<S> leg) throws InterruptedException {
        if (legsMax == 1) {
            last = leg.alone(last);
            return;
        }
        while (running.size() >= legsMax) arrive();
        var before = running.isEmpty() ? CompletableFuture.completedFuture(last) : running.getLast().result;
        running.add(new Running(leg, before));
        running.getLast().next.await();
    }

    /** All have ended when this returns. */
    S finish() throws InterruptedException {
        while (!running.isEmpty()) arrive();
        return last;
    }

    private void arrive() throws InterruptedException {
        Running first = running.getFirst();
        try {
            last = first.result.get();
            running.removeFirst();
        } catch (ExecutionException e) {
            LOG.info("{} parts are done again one by one: {}", running.size(), String.valueOf(e.getCause()));
            for (Running each : running) each.thread.join();
            List<Running> again = new ArrayList<>(running);
            running.clear();
            for (Running each : again) last = each.leg.alone(last);
        }
    }

    private static <S> S await(CompletableFuture<S> before) {
        try {
            return before.get();
        } catch (ExecutionException e) {
            throw new CompletionException("the part before failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException("told to end", e);
        }
    }

    /** Ends what still runs, and waits for it. */
    @Override
    public void close() {
        for (Running each : running) each.thread.interrupt();
        boolean interrupted = false;
        for (Running each : running) {
            while (each.thread.isAlive()) {
                try {
                    each.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
