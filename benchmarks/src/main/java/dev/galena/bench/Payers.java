package dev.galena.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Clients that each pay, wait until it is done, and pay again. */
final class Payers {

    /** One payment. */
    interface Payment {
        void pay() throws Exception;
    }

    /** What the n-th client does; called on its own thread, so it may open a connection. */
    interface Clients {
        Payment client(int n) throws Exception;
    }

    private Payers() {}

    /** Payments a second after the warm-up. */
    static double run(int count, double warmSeconds, double seconds, Clients clients) throws Exception {
        var done = new LongAdder();
        var failures = new ConcurrentLinkedQueue<Exception>();
        long from = System.nanoTime() + (long) (warmSeconds * 1e9);
        long end = from + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = i;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    Payment payment = clients.client(n);
                    while (System.nanoTime() < end && failures.isEmpty()) {
                        payment.pay();
                        long now = System.nanoTime();
                        if (now >= from && now < end) done.increment();
                    }
                    if (payment instanceof AutoCloseable open) open.close();
                } catch (Exception e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        if (!failures.isEmpty()) throw failures.element();
        return done.sum() / seconds;
    }
}
