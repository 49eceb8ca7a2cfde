package dev.galena.billing.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunJobsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:30:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Rhythm HOURLY = Rhythm.every(Duration.ofHours(1));

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final String name = "job-" + Id.next();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        try (var owner = test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("create table billing.scratch (serial bigserial, name text, starts_at timestamptz,"
                    + " ends_at timestamptz)");
            statement.execute("grant all on billing.scratch, billing.scratch_serial_seq to public");
        }
    }

    @AfterAll
    static void close() {
        test.close();
        vertx.close().await();
    }

    @Test
    void aNewJobBeginsWithThePeriodThatIsRunning() {
        var jobs = runner(Job.ofPeriods(name, HOURLY, this::write));
        drain(jobs);
        assertThat(written()).isEmpty();
        now.set(Instant.parse("2026-03-01T10:59:59.999999Z"));
        drain(jobs);
        assertThat(written()).isEmpty();
        now.set(Instant.parse("2026-03-01T11:00:00Z"));
        drain(jobs);
        drain(jobs);
        assertThat(written()).containsExactly(period("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"));
    }

    @Test
    void monthsOfStandstillAreCaughtUpInOrder() {
        var jobs = runner(Job.ofPeriods(name, Rhythm.daily(BERLIN), this::write));
        drain(jobs);
        now.set(Instant.parse("2026-06-15T12:00:00Z"));
        drain(jobs);
        var days = written();
        assertThat(days).hasSize(106).first().isEqualTo(period("2026-02-28T23:00:00Z", "2026-03-01T23:00:00Z"));
        for (int i = 1; i < days.size(); i++)
            assertThat(days.get(i).start()).isEqualTo(days.get(i - 1).end());
        assertThat(days.getLast().end())
                .isEqualTo(LocalDate.parse("2026-06-15").atStartOfDay(BERLIN).toInstant());
        assertThat(days).contains(period("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")); // 23 hours
    }

    /** Eight workers, some of whose transactions fail in the middle, while the clock runs: no period twice, none left out. */
    @Test
    void manyWorkersDoEachPeriodOnce() throws Exception {
        var failures = new AtomicInteger();
        Work work = (tx, period) -> {
            write(tx, period);
            if (period.start().getEpochSecond() / 3600 % 7 == 0 && failures.incrementAndGet() % 3 != 0)
                throw new IllegalStateException("planted");
            return false;
        };
        drain(runner(Job.ofPeriods(name, HOURLY, work)));
        var running = new AtomicBoolean(true);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var jobs = runner(Job.ofPeriods(name, HOURLY, work));
                workers.add(pool.submit(() -> {
                    while (running.get()) jobs.run();
                }));
            }
            now.set(START.plus(Duration.ofDays(10)));
            while (written().size() < 240) Thread.sleep(20);
            running.set(false);
            for (var worker : workers) worker.get();
        }
        var hours = written();
        assertThat(hours).hasSize(240);
        assertThat(failures).hasPositiveValue();
        assertThat(hours).doesNotHaveDuplicates();
        for (int i = 1; i < hours.size(); i++)
            assertThat(hours.get(i).start()).isEqualTo(hours.get(i - 1).end());
        assertThat(hours.getLast().end())
                .isEqualTo(HOURLY.at(START.plus(Duration.ofDays(10))).start());
    }

    @Test
    void aJobThatFailsStaysWhereItIsAndHoldsNobodyUp() {
        var broken = new AtomicBoolean(true);
        var jobs = runner(
                Job.ofPeriods("a-" + name, HOURLY, (tx, period) -> {
                    tx.run(
                            "insert into billing.scratch (name, starts_at, ends_at) values ($1, $2, $3)",
                            "a-" + name,
                            period.start(),
                            period.end());
                    if (broken.get()) throw new IllegalStateException("planted");
                    return false;
                }),
                Job.ofPeriods(name, HOURLY, this::write));
        drain(jobs);
        now.set(START.plus(Duration.ofHours(3)));
        drain(jobs);
        assertThat(written()).hasSize(3);
        assertThat(written("a-" + name)).isEmpty();
        var stuck = jobs.standings().getFirst();
        assertThat(stuck.failure()).isEqualTo(new RunJobs.Failure(now.get(), "IllegalStateException"));
        assertThat(stuck.dueAt()).isBefore(now.get()).isEqualTo(HOURLY.at(START).end());
        var sound = jobs.standings().getLast();
        assertThat(sound.failure()).isNull();
        assertThat(sound.dueAt()).isAfter(now.get());
        broken.set(false);
        drain(jobs);
        assertThat(written("a-" + name)).hasSize(3).isEqualTo(written());
        assertThat(jobs.standings()).allSatisfy(job -> assertThat(job.failure()).isNull());
    }

    @Test
    void workInPartsComesBackToTheSamePeriod() {
        var parts = new AtomicInteger();
        var jobs = runner(Job.ofPeriods(name, HOURLY, (tx, period) -> {
            write(tx, period);
            return parts.incrementAndGet() % 3 != 0;
        }));
        drain(jobs);
        now.set(START.plus(Duration.ofHours(2)));
        drain(jobs);
        var first = period("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z");
        var second = period("2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z");
        assertThat(written()).containsExactly(first, first, first, second, second, second);
    }

    @Test
    void whatLooksForRowsTakesMissedPeriodsAsOneAndRunsBetweenThem() {
        var jobs = runner(Job.ofRows(name, HOURLY, this::write));
        drain(jobs);
        now.set(Instant.parse("2026-04-01T00:20:00Z"));
        drain(jobs);
        jobs.runDue();
        now.set(Instant.parse("2026-04-01T01:00:00Z"));
        drain(jobs);
        assertThat(written())
                .containsExactly(
                        period("2026-03-01T10:00:00Z", "2026-04-01T00:00:00Z"),
                        period("2026-04-01T00:20:00Z", "2026-04-01T00:20:00Z"),
                        period("2026-04-01T00:00:00Z", "2026-04-01T01:00:00Z"));
    }

    @Test
    void aChangedRhythmGoesOnWhereTheOldOneStopped() {
        drain(runner(Job.ofPeriods(name, HOURLY, this::write)));
        now.set(START.plus(Duration.ofHours(2)));
        drain(runner(Job.ofPeriods(name, HOURLY, this::write)));
        now.set(START.plus(Duration.ofDays(2)));
        drain(runner(Job.ofPeriods(name, Rhythm.daily(BERLIN), this::write)));
        assertThat(written())
                .containsExactly(
                        period("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"),
                        period("2026-03-01T11:00:00Z", "2026-03-01T12:00:00Z"),
                        period("2026-03-01T12:00:00Z", "2026-03-01T23:00:00Z"),
                        period("2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z"));
    }

    @Test
    void twoJobsOfOneNameAreRefused() {
        var job = Job.ofPeriods(name, HOURLY, this::write);
        assertThatThrownBy(() -> runner(job, job)).isInstanceOf(IllegalArgumentException.class);
    }

    /** At instants of 80 years, in each zone there is: the periods of a rhythm tile the line of time. */
    @Test
    void rhythmsTileTime() {
        long seed = Seeds.seed("rhythmsTileTime", 20_261_122);
        var random = new Random(seed);
        for (var id : ZoneId.getAvailableZoneIds()) {
            var zone = ZoneId.of(id);
            for (var rhythm : List.of(
                    Rhythm.daily(zone),
                    Rhythm.monthly(zone),
                    Rhythm.every(Duration.ofMinutes(1 + random.nextInt(3_000))))) {
                for (int i = 0; i < 40; i++) {
                    var instant = Instant.ofEpochSecond(random.nextLong(-315_619_200L, 2_208_988_800L));
                    var period = rhythm.at(instant);
                    var as = id + " " + instant;
                    assertThat(period.holds(instant)).as(as).isTrue();
                    assertThat(rhythm.at(period.end()).start()).as(as).isEqualTo(period.end());
                    assertThat(rhythm.at(period.start())).as(as).isEqualTo(period);
                }
            }
        }
    }

    @Test
    void aTestPartysClockGoesForwardAloneAndNeverBack() {
        var clocks = new Clocks(now::get);
        var party = Id.next();
        var other = Id.next();
        var ahead = START.plus(Duration.ofDays(31));
        database.<Boolean>inTx(tx -> {
            assertThat(clocks.now(tx, party)).isEqualTo(START);
            assertThat(clocks.put(tx, party, ahead)).isEqualTo(ahead);
            assertThat(clocks.put(tx, party, START.plus(Duration.ofDays(2)))).isEqualTo(ahead);
            assertThat(clocks.now(tx, other)).isEqualTo(START);
            now.set(START.plusSeconds(5));
            assertThat(clocks.now(tx, party)).isEqualTo(ahead.plusSeconds(5));
            assertThat(clocks.put(tx, other, START)).isEqualTo(START.plusSeconds(5));
            assertThat(clocks.put(tx, other, Instant.MAX))
                    .isEqualTo(START.plusSeconds(5).plus(Clocks.AHEAD_MAX));
            return true;
        });
    }

    private RunJobs runner(Job... jobs) {
        return new RunJobs(database, new Jobs(), now::get, List.of(jobs));
    }

    private static void drain(RunJobs jobs) {
        while (jobs.run()) {}
    }

    private boolean write(Tx tx, Period period) {
        tx.run(
                "insert into billing.scratch (name, starts_at, ends_at) values ($1, $2, $3)",
                name,
                period.start(),
                period.end());
        return false;
    }

    private List<Period> written() {
        return written(name);
    }

    /** In the order in which they were done. */
    private static List<Period> written(String name) {
        return database.<List<Period>>inTx(tx ->
                tx.rows("select starts_at, ends_at from billing.scratch where name = $1 order by serial", name).stream()
                        .map(row -> new Period(
                                row.getOffsetDateTime(0).toInstant(),
                                row.getOffsetDateTime(1).toInstant()))
                        .toList());
    }

    private static Period period(String start, String end) {
        return new Period(Instant.parse(start), Instant.parse(end));
    }
}
