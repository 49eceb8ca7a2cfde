package dev.galena.e2e;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** How long the parts of something took, all in all. Parts may run beside each other. */
final class Times {
    private final Map<String, Long> nanos = new ConcurrentSkipListMap<>();

    void of(String part, Runnable work) {
        of(part, () -> {
            work.run();
            return part;
        });
    }

    <T> T of(String part, Supplier<T> work) {
        long began = System.nanoTime();
        T done = work.get();
        nanos.merge(part, System.nanoTime() - began, Long::sum);
        return done;
    }

    /** Seconds by part. */
    @Override
    public String toString() {
        Map<String, Long> seconds = new TreeMap<>();
        nanos.forEach((part, time) -> seconds.put(part, Duration.ofNanos(time).toSeconds()));
        return seconds.toString();
    }
}
