package dev.galena.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then in the background. Each chore may run in any number of processes at once: they leave each other's rows
 * alone. One that fails, of whatever, is logged and tried again at its next time; how each goes is written down.
 */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration END_MAX = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final List<Chore> all = new CopyOnWriteArrayList<>();
    private final List<Thread> running = new ArrayList<>();

    Chores(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Begins a chore.
     *
     * @param does in a line, for people
     * @param more does some of it and tells whether there may be more to do at once
     */
    void every(Duration pause, String name, String does, BooleanSupplier more) {
        var chore = new Chore(name, does, pause);
        all.add(chore);
        running.add(Thread.ofVirtual().name("chore-" + name).start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(pause);
                    boolean again = true;
                    while (again && !Thread.currentThread().isInterrupted()) again = chore.run(more, clock);
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException | Error e) {
                    LOG.warn("{} did not succeed: {}", name, e.toString());
                }
            }
        }));
    }

    /** The same for what is done to its end each time. */
    void whole(Duration pause, String name, String does, Runnable work) {
        every(pause, name, does, () -> {
            work.run();
            return false;
        });
    }

    /** The same for somebody with a thread of its own: each round of the work has to pass what is returned. */
    Predicate<BooleanSupplier> watched(Duration pause, String name, String does) {
        var chore = new Chore(name, does, pause);
        all.add(chore);
        return round -> chore.run(round, clock);
    }

    /** In the order in which they were begun. */
    List<Chore> all() {
        return List.copyOf(all);
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
