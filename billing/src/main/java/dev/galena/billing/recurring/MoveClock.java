package dev.galena.billing.recurring;

import dev.galena.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts the clock of a test party forward, a day at a time, and does what is due for it after each: so a month of billing runs in a
 * moment and comes out as if the month had passed. The caller knows that it is a test party.
 */
public final class MoveClock {

    /** How far at once. */
    public static final Duration MOVE_MAX = Duration.ofDays(100);

    private static final Duration STEP = Duration.ofDays(1);

    private final Database database;
    private final Clocks clocks;
    private final RunJobs runJobs;

    public MoveClock(Database database, Clocks clocks, RunJobs runJobs) {
        this.database = database;
        this.clocks = clocks;
        this.runJobs = runJobs;
    }

    public Instant now(UUID partyId) {
        return database.read(tx -> clocks.now(tx, partyId));
    }

    /** To a time that is at most {@link #MOVE_MAX} away; into the past it does not go. Tells what time it is then. */
    public Instant move(UUID partyId, Instant to) {
        Instant now = now(partyId);
        if (Duration.between(now, to).compareTo(MOVE_MAX) > 0)
            throw new IllegalArgumentException("further than " + MOVE_MAX + " at once");
        while (now.isBefore(to)) {
            Instant step = now.plus(STEP).isBefore(to) ? now.plus(STEP) : to;
            Instant reached = database.inTx(tx -> clocks.put(tx, partyId, step));
            runJobs.runDue();
            if (!reached.isAfter(now)) break; // as far ahead as a clock can be
            now = reached;
        }
        return now(partyId);
    }
}
