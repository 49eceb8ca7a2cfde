package dev.galena.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then in the background. Each chore may run in any number of processes at once: they leave each other's rows
 * alone. One that fails is logged and tried again at its next time.
 */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration END_MAX = Duration.ofSeconds(5);

    private final List<Thread> running = new ArrayList<>();

    /** {@code more} does some of it and tells whether there may be more to do at once. */
    void every(Duration pause, String name, BooleanSupplier more) {
        running.add(Thread.ofVirtual().name("chore-" + name).start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(pause);
                    boolean again = true;
                    while (again && !Thread.currentThread().isInterrupted()) again = more.getAsBoolean();
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("{} did not succeed: {}", name, e.toString());
                }
            }
        }));
    }

    @Override
    public void close() {
        running.forEach(Thread::interrupt);
        for (var thread : running) {
            try {
                thread.join(END_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
