package dev.galena.billing.payment;

import dev.galena.billing.payment.Effects.Result;
import dev.galena.billing.payment.Fact.Paid;
import dev.galena.billing.payment.ProviderEvents.Event;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives kept events their effect, one a transaction, in any number of processes. What waits for its payment is taken up again when
 * that comes, and raises an alarm when it does not come for long.
 */
public final class ProcessEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessEvents.class);

    /** About an hour of waiting. */
    private static final int ATTEMPTS_BEFORE_ALARM = 7;

    private final Database database;
    private final ProviderEvents events = new ProviderEvents();
    private final Effects effects;
    private final Alarms alarms;
    private final InstantSource clock;

    public ProcessEvents(Database database, Stores stores, Effects.Reversals reversals, InstantSource clock) {
        this.database = database;
        this.effects = new Effects(stores, reversals);
        this.alarms = stores.alarms();
        this.clock = clock;
    }

    /** Takes the next one; false when none is due. */
    public boolean run() {
        var taken = new AtomicReference<@Nullable Event>();
        try {
            return database.inTxRetrying(tx -> next(tx, taken));
        } catch (RuntimeException e) {
            var event = taken.get();
            if (event == null) throw e;
            LOG.warn("event {} has no effect yet", event.id(), e);
            database.inTx(tx -> {
                events.trouble(tx, event, e.toString(), clock.instant());
                alarms.raise(tx, "event-failed", event.id().toString(), e.toString(), clock.instant());
                return true;
            });
            return true;
        }
    }

    private boolean next(Tx tx, AtomicReference<@Nullable Event> taken) {
        var now = clock.instant();
        var event = events.next(tx, now).orElse(null);
        if (event == null) return false;
        taken.set(event);
        var fact = StripeFacts.of(event.body());
        switch (effects.apply(tx, event.provider(), fact, now)) {
            case Result.Done() -> {
                events.done(tx, event.id());
                if (fact instanceof Paid paid) events.wake(tx, paid.payment(), now);
            }
            case Result.Waiting(var payment) -> {
                events.wait(tx, event, payment, now);
                if (event.attempts() == ATTEMPTS_BEFORE_ALARM) {
                    alarms.raise(tx, "event-waiting", event.id().toString(), "for " + payment, now);
                }
            }
        }
        return true;
    }
}
