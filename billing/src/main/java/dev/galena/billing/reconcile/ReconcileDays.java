package dev.galena.billing.reconcile;

import dev.galena.billing.payment.Payments;
import dev.galena.billing.payment.Stores;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's lines of each past day (UTC) and compares them, in order, catching up after downtime. A day is due two hours
 * after its end, when the last of its events have been told. Lines are read outside of any transaction and may be read again.
 */
public final class ReconcileDays {

    private static final Duration AFTER_THE_END = Duration.ofHours(2);

    /** Clocks differ, and we hear of things after they happened. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Database database;
    private final Payments provider;
    private final ProviderLines lines;
    private final Reconciliations reconciliations = new Reconciliations();
    private final Matching matching;
    private final InstantSource clock;

    public ReconcileDays(
            Database database, Payments provider, Stores stores, ProviderLines lines, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.lines = lines;
        this.matching = new Matching(stores, lines);
        this.clock = clock;
    }

    /** The next day that is due; false when none is. */
    public boolean run() {
        var day = due();
        day.ifPresent(this::run);
        return day.isPresent();
    }

    private Optional<LocalDate> due() {
        var lastEnded = clock.instant()
                .minus(AFTER_THE_END)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(1);
        return database.read(tx -> reconciliations.nextDay(tx, provider.name())).filter(day -> !day.isAfter(lastEnded));
    }

    void run(LocalDate day) {
        var from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        var until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        read(from, until);
        compare(day, from, until);
    }

    private void read(Instant from, Instant until) {
        @Nullable String after = null;
        do {
            var page = provider.lines(from, until, after);
            database.inTx(tx -> {
                tx.lock("reconcile " + provider.name());
                var now = clock.instant();
                matching.bookPayouts(tx, provider.name(), lines.add(tx, provider.name(), page.lines(), null, now), now);
                return page;
            });
            after = page.next();
        } while (after != null);
    }

    private void compare(LocalDate day, Instant from, Instant until) {
        database.inTx(tx -> {
            tx.lock("reconcile " + provider.name());
            return compare(tx, day, from, until);
        });
    }

    private boolean compare(Tx tx, LocalDate day, Instant from, Instant until) {
        if (reconciliations.done(tx, provider.name(), day)) return false;
        var now = clock.instant();
        int alarms = matching.run(tx, provider.name(), until, until.minus(TOLERANCE), now);
        matching.bookFees(tx, provider.name(), until, now);
        reconciliations.add(tx, Id.next(), provider.name(), day, from, until, alarms, now);
        return true;
    }
}
