package dev.galena.api;

import dev.galena.consent.log.LogState;
import dev.galena.consent.log.LogState.Part;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What is to be watched of the log of consent: {@code galena_log_refusing} above zero wakes somebody up. */
final class LogMeters {
    private LogMeters() {}

    static void bind(MeterRegistry meters, Supplier<LogState> state, IntSupplier findings) {
        Gauge.builder("galena.log.size", () -> state.get().size())
                .description("events under the newest checkpoint this process knows")
                .register(meters);
        Gauge.builder("galena.log.findings", findings::getAsInt)
                .description("what the last audit of this process found; -1 before the first")
                .register(meters);
        Gauge.builder("galena.log.epoch", () -> state.get().epoch())
                .description("how often the log has changed hands")
                .register(meters);
        Gauge.builder("galena.log.sequencing", () -> state.get().part() == Part.SEQUENCING ? 1 : 0)
                .description("whether this process takes events into the log")
                .register(meters);
        Gauge.builder("galena.log.refusing", () -> state.get().part() == Part.REFUSING ? 1 : 0)
                .description("whether this process refuses to sign, because the log is not what was signed before")
                .register(meters);
    }
}
