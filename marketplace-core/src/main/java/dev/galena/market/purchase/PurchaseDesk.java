package dev.galena.market.purchase;

import dev.galena.db.Passing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests that arrive at the same time into one commit. Each of its counters has one batch in flight and serves
 * its own buyers, so two requests of one buyer never wait for each other's locks; while a batch commits, the next one
 * gathers. Whoever finds the queue full is turned away at once.
 */
public final class PurchaseDesk implements AutoCloseable {

    /**
     * How much at once.
     *
     * @param counters batches in flight
     * @param batchMax requests in one commit
     * @param leadsMax leads in one commit, unless a single request wants more
     * @param waitingMax requests in each counter's queue
     * @param retryAfter what those are told who were turned away
     */
    public record Limits(
            int counters, int batchMax, int leadsMax, int waitingMax, Duration retryAfter, Duration drainMax) {

        public static final Limits USUAL = new Limits(2, 64, 256, 4_096, Duration.ofSeconds(1), Duration.ofSeconds(20));

        public Limits {
            if (counters < 1 || batchMax < 1 || leadsMax < 1 || waitingMax < 1) {
                throw new IllegalArgumentException("a desk needs room for one at least");
            }
        }
    }

    private record Waiting(Request request, Promise<Reply> promise) {}

    private final BuyLeads buyLeads;
    private final Limits limits;
    private final List<Counter> counters = new ArrayList<>();
    private volatile boolean closed;

    public PurchaseDesk(BuyLeads buyLeads, Limits limits) {
        this.buyLeads = buyLeads;
        this.limits = limits;
        for (int i = 0; i < limits.counters(); i++) counters.add(new Counter(i));
    }

    /** Never fails: what goes wrong is a {@link Reply} too. Completes on the caller's context. */
    public Future<Reply> submit(Request request) {
        if (closed) return Future.succeededFuture(new Reply.Overloaded(limits.retryAfter()));
        Promise<Reply> promise =
                Vertx.currentContext() instanceof ContextInternal context ? context.promise() : Promise.promise();
        Counter counter = counters.get(Math.floorMod(request.buyer().hashCode(), counters.size()));
        if (!counter.queue.offer(new Waiting(request, promise))) {
            return Future.succeededFuture(new Reply.Overloaded(limits.retryAfter()));
        }
        return promise.future();
    }

    /** Takes no more, finishes what is waiting. */
    @Override
    public void close() {
        closed = true;
        for (Counter counter : counters) counter.finish();
    }

    private final class Counter implements Runnable {

        private final ArrayBlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(limits.waitingMax());
        private final Thread thread;

        Counter(int number) {
            thread =
                    Thread.ofPlatform().name("purchase-desk-" + number).daemon().start(this);
        }

        @Override
        public void run() {
            while (true) {
                List<Waiting> batch;
                try {
                    batch = next();
                } catch (InterruptedException e) {
                    break;
                }
                if (batch == null) break;
                serve(batch);
            }
            for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
                left.promise.complete(new Reply.Overloaded(limits.retryAfter()));
            }
        }

        /** Waits for the first and takes whoever is there with him; null: closed and nobody left. */
        private @Nullable List<Waiting> next() throws InterruptedException {
            Waiting first = queue.poll();
            while (first == null) {
                if (closed) return null;
                first = queue.poll(50, TimeUnit.MILLISECONDS);
            }
            List<Waiting> batch = new ArrayList<>(limits.batchMax());
            int leads = first.request.wanted().leadsAtMost();
            batch.add(first);
            while (batch.size() < limits.batchMax()) {
                Waiting next = queue.peek();
                if (next == null) break;
                leads += next.request.wanted().leadsAtMost();
                if (leads > limits.leadsMax()) break;
                batch.add(queue.remove());
            }
            return batch;
        }

        private void serve(List<Waiting> batch) {
            List<Reply> replies;
            try {
                replies = buyLeads.buy(batch.stream().map(Waiting::request).toList());
            } catch (Throwable thrown) {
                Reply reply = Passing.is(thrown) ? new Reply.Overloaded(limits.retryAfter()) : new Reply.Failed(thrown);
                for (Waiting waiting : batch) waiting.promise.complete(reply);
                return;
            }
            for (int i = 0; i < batch.size(); i++) batch.get(i).promise.complete(replies.get(i));
        }

        void finish() {
            try {
                if (!thread.join(limits.drainMax())) thread.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
