package dev.galena.db;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many in as there are connections; the others wait in line, first come, first served, and not for ever. The
 * client's pool is not asked to do this: its own limit on waiting may fail a request that was just given a connection
 * (vert.x issue 6169, in 5.0.8).
 */
final class Turnstile {

    private final Semaphore free;
    private final int waitersMax;
    private final Duration waitMax;

    Turnstile(int size, int waitersMax, Duration waitMax) {
        this.free = new Semaphore(size, true);
        this.waitersMax = waitersMax;
        this.waitMax = waitMax;
    }

    /** Whoever gets in must {@link #leave}. */
    void enter() {
        if (free.getQueueLength() > waitersMax) {
            throw new Unavailable("more than " + waitersMax + " wait for a connection already", null);
        }
        try {
            if (free.tryAcquire(waitMax.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for a connection", e);
        }
        throw new Unavailable("no connection was free within " + waitMax.toMillis() + " ms", null);
    }

    void leave() {
        free.release();
    }
}
