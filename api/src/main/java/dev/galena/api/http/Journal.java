package dev.galena.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is written down of each request: a timer always, a line of log as configured. Never a path, query, body or address. */
public final class Journal {
    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final Logger FAILURES = LoggerFactory.getLogger(Journal.class);
    private static final Duration[] STEPS = {
        Duration.ofMillis(1), Duration.ofMillis(3), Duration.ofMillis(7), Duration.ofMillis(10), Duration.ofMillis(30),
        Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3),
                Duration.ofSeconds(10)
    };

    /** Whoever else wants to know. Called on event loops: it must not wait. */
    public interface Listener {
        /** {@code code}: of a problem, null where there was none. */
        void answered(Call call, int status, @Nullable String code, long nanos);
    }

    private final MeterRegistry meters;
    private final Verbosity verbosity;
    private final Listener listener;
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    /** Which requests get a line. */
    public enum Verbosity {
        OFF,
        FAILURES,
        ALL
    }

    public Journal(MeterRegistry meters, Verbosity verbosity, Listener listener) {
        this.meters = meters;
        this.verbosity = verbosity;
        this.listener = listener;
    }

    void answered(Call call, int status, @Nullable String code) {
        long nanos = System.nanoTime() - call.startNanos();
        listener.answered(call, status, code, nanos);
        timers.computeIfAbsent(call.route().operation(), operation -> timers(call.route()))[status / 100].record(
                nanos, TimeUnit.NANOSECONDS);
        if (verbosity == Verbosity.ALL || (verbosity == Verbosity.FAILURES && status >= 400)) {
            var line = ACCESS.atInfo()
                    .addKeyValue("request_id", call.id())
                    .addKeyValue("method", call.route().method().name())
                    .addKeyValue("route", call.route().path())
                    .addKeyValue("status", status)
                    .addKeyValue("micros", nanos / 1000);
            var caller = call.callerOrNull();
            if (caller != null) {
                line = line.addKeyValue("party", caller.partyId()).addKeyValue("actor", caller.actor());
            }
            line.log("answered");
        }
    }

    /** A bug or a broken network. Messages of the database may quote what was sent, so only their kind is kept. */
    void failed(String requestId, String operation, Throwable failure) {
        FAILURES.atError()
                .addKeyValue("request_id", requestId)
                .addKeyValue("route", operation)
                .setCause(new Unquoted(failure))
                .log("failed");
    }

    private Timer[] timers(Route route) {
        var each = new Timer[6];
        for (int statusClass = 0; statusClass < each.length; statusClass++) {
            each[statusClass] = Timer.builder("galena.http.requests")
                    .tag("method", route.method().name())
                    .tag("route", route.path())
                    .tag("status", statusClass + "xx")
                    .serviceLevelObjectives(STEPS)
                    .register(meters);
        }
        return each;
    }

    private static final class Unquoted extends RuntimeException {
        Unquoted(Throwable failure) {
            super(kind(failure), failure.getCause() == null ? null : new Unquoted(failure.getCause()));
            setStackTrace(failure.getStackTrace());
        }

        private static String kind(Throwable failure) {
            return failure instanceof io.vertx.sqlclient.DatabaseException sql
                    ? failure.getClass().getName() + " " + sql.getSqlState()
                    : failure.getClass().getName();
        }
    }
}
