package dev.galena.billing.recurring;

import dev.galena.db.Database;
import dev.galena.db.Passing;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due, in any number of processes at once: whoever locks a job's row does its next period, and that it was done
 * commits with it. So each period is done exactly once, in order, and after a standstill those that were missed are caught up. A
 * job that is new begins with the period that is running.
 *
 * <p>A job that fails is logged and stays where it is; the others go on.
 */
public final class RunJobs {

    private static final Logger LOG = LoggerFactory.getLogger(RunJobs.class);

    private final Database database;
    private final Jobs jobs;
    private final InstantSource clock;
    private final List<Job> all;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    /** Why a job stays where it is: of which kind, not in which words. */
    public record Failure(Instant at, String kind) {}

    /**
     * How far a job is.
     *
     * @param doneUntil null: it has not begun
     * @param dueAt when the period is over that is to be done next
     * @param failure since its last success in this process; null: none
     */
    public record Standing(
            String name,
            @Nullable Instant doneUntil,
            @Nullable Instant dueAt,
            @Nullable Failure failure) {}

    public RunJobs(Database database, Jobs jobs, InstantSource clock, List<Job> all) {
        if (all.stream().map(Job::name).distinct().count() < all.size())
            throw new IllegalArgumentException("two jobs of one name");
        this.database = database;
        this.jobs = jobs;
        this.clock = clock;
        this.all = List.copyOf(all);
    }

    /** One step of every job that is behind; true when there may be more to do at once. */
    public boolean run() {
        Map<String, Instant> done = database.read(
                tx -> jobs.doneUntil(tx, all.stream().map(Job::name).toList()));
        boolean more = false;
        for (Job job : all) {
            Instant until = done.get(job.name());
            if (until != null && next(job, until, now()).end().isAfter(now())) continue;
            try {
                more |= database.<Boolean>inTxRetrying(tx -> step(tx, job));
                failures.remove(job.name());
            } catch (RuntimeException e) {
                failures.put(job.name(), new Failure(now(), Passing.kind(e)));
                LOG.warn("job {} did not succeed: {}", job.name(), e.toString());
            }
        }
        return more;
    }

    /** Of every job, in the order in which they are tried. */
    public List<Standing> standings() {
        Map<String, Instant> done = database.read(
                tx -> jobs.doneUntil(tx, all.stream().map(Job::name).toList()));
        return all.stream()
                .map(job -> {
                    Instant until = done.get(job.name());
                    Instant due = until == null ? null : job.rhythm().at(until).end();
                    return new Standing(job.name(), until, due, failures.get(job.name()));
                })
                .toList();
    }

    /**
     * Does at once, to its end, what is due by rows, although no period is over: a test party's clock was moved. Waits for whoever
     * is at it; here a failure is thrown.
     */
    public void runDue() {
        for (Job job : all) {
            if (!job.byRows()) continue;
            boolean more = true;
            while (more) more = database.<Boolean>inTxRetrying(tx -> beside(tx, job));
        }
    }

    private boolean step(Tx tx, Job job) {
        var until = jobs.lock(tx, job.name());
        if (until.isEmpty()) {
            jobs.begin(tx, job.name(), job.rhythm().at(now()).start());
            return false;
        }
        Period period = next(job, until.get(), now());
        if (period.end().isAfter(now())) return false;
        if (!job.work().run(tx, period)) jobs.done(tx, job.name(), period);
        return true;
    }

    private boolean beside(Tx tx, Job job) {
        jobs.begin(tx, job.name(), job.rhythm().at(now()).start());
        jobs.lockWaiting(tx, job.name());
        return job.work().run(tx, new Period(now(), now()));
    }

    /** Cut at the front where the rhythm was changed meanwhile. */
    private static Period next(Job job, Instant until, Instant now) {
        Instant end = job.rhythm().at(until).end();
        if (job.byRows()) {
            Instant running = job.rhythm().at(now).start();
            if (running.isAfter(end)) end = running;
        }
        return new Period(until, end);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
