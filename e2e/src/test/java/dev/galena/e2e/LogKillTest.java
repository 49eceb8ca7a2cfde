package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one database take events of consent into one log, while servers and database are killed, the one that signs is
 * stopped in the middle and goes on later, and an old backup is put in place. Whatever was acknowledged is in the log, once, each
 * consent's events in their order; every checkpoint that was ever shown is one of a single history, hashed anew from the leaves.
 * {@code -De2e.kills=200 -De2e.pauses=20} for the long run, {@code -De2e.minutes=n} at most; few otherwise.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogKillTest {
    private static final int KILLS = Integer.getInteger("e2e.kills", 4);
    private static final Duration KILLING_MAX = Duration.ofMinutes(Integer.getInteger("e2e.minutes", 60));
    private static final int PAUSES = Integer.getInteger("e2e.pauses", 2);
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(5);
    private static final Duration LOG_MAX = Duration.ofSeconds(60);
    private static final Random RANDOM = new Random(Long.getLong("e2e.seed", 11));

    @TempDir
    static Path temp;

    static Postgres postgres;
    static List<Galena> servers;
    static Observed observed = new Observed();

    @BeforeAll
    static void open() throws Exception {
        postgres = new Postgres(temp.resolve("postgres"));
        Path key = temp.resolve("one").resolve("log.key");
        var settings = Map.of(
                "DATABASE_URL",
                postgres.url(),
                "GALENA_DEMO",
                "yes",
                "GALENA_LOG_KEY",
                key.toString(),
                "GALENA_MASTER_KEY",
                temp.resolve("one").resolve("master.key").toString());
        Files.createDirectories(key.getParent());
        var one = new Galena(temp.resolve("one"), settings);
        servers = List.of(one, one.another(temp.resolve("two")));
    }

    @AfterAll
    static void close() throws Exception {
        for (var server : servers) server.close();
        postgres.close();
    }

    @Test
    @Order(1)
    void killsOfServersAndDatabase() throws Exception {
        var takeovers = new ArrayList<Duration>();
        int kills = 0;
        int ofDatabase = 0;
        long end = System.nanoTime() + KILLING_MAX.toNanos();
        try (var traffic = new Traffic(servers, observed)) {
            for (; kills < KILLS && System.nanoTime() < end; kills++) {
                traffic.awaitMore(10);
                Thread.sleep(RANDOM.nextInt(300));
                if (kills % 2 == 1) {
                    postgres.kill();
                    postgres.restart();
                    ofDatabase++;
                    continue;
                }
                Galena victim = kills % 4 == 0 ? signing() : servers.get(RANDOM.nextInt(2));
                boolean signing = signs(victim);
                victim.kill();
                if (signing) takeovers.add(traffic.untilNextCheckpoint(TAKEOVER_MAX.multipliedBy(4)));
                victim.start();
            }
            traffic.finish();
            System.out.printf(
                    "log: %d kills, %d of the database, %d of who signed, taken over after at most %d ms; %s; %d checkpoints seen%n",
                    kills,
                    ofDatabase,
                    takeovers.size(),
                    takeovers.stream().mapToLong(Duration::toMillis).max().orElse(0),
                    traffic,
                    observed.count());
            theLogHasItAll(traffic);
        }
        assertThat(takeovers).allSatisfy(took -> assertThat(took).isLessThan(TAKEOVER_MAX));
    }

    @Test
    @Order(2)
    void whoWasStoppedWhileSigningNeverForks() throws Exception {
        var takeovers = new ArrayList<Duration>();
        try (var traffic = new Traffic(servers, observed)) {
            for (int i = 0; i < PAUSES; i++) {
                traffic.awaitMore(5);
                Galena paused = signing();
                Galena other = servers.get(1 - servers.indexOf(paused));
                Thread.sleep(RANDOM.nextInt(200));
                paused.signal("STOP");
                traffic.only(other);
                takeovers.add(traffic.untilNextCheckpointOf(other, TAKEOVER_MAX.multipliedBy(4)));
                traffic.awaitMore(5);
                paused.signal("CONT");
                traffic.all();
                traffic.awaitMore(5);
            }
            traffic.finish();
            System.out.printf(
                    "log: who signed stopped %d times, taken over after at most %d ms; %s; %d checkpoints seen%n",
                    PAUSES,
                    takeovers.stream().mapToLong(Duration::toMillis).max().orElse(0),
                    traffic,
                    observed.count());
            theLogHasItAll(traffic);
        }
        assertThat(takeovers).allSatisfy(took -> assertThat(took).isLessThan(TAKEOVER_MAX));
    }

    @Test
    @Order(3)
    void anOldBackupIsNotSigned() throws Exception {
        for (var server : servers) server.stop();
        postgres.stop();
        Path backup = temp.resolve("backup");
        postgres.copyTo(backup);
        postgres.start();
        long size = signed();
        servers.getFirst().start();
        try (var traffic = new Traffic(servers.subList(0, 1), observed)) {
            traffic.awaitMore(10);
            traffic.finish();
        }
        await(() -> signed() > size); // it may first have to wait until another's hold ends
        servers.getFirst().stop();
        postgres.stop();
        Path kept = postgres.replaceBy(backup);
        postgres.start();
        assertThat(signed()).isEqualTo(size);
        var first = servers.getFirst();
        first.start(); // alone: who was not there when the newer checkpoints were signed cannot know of them
        await(() -> first.get("/readyz").json().getString("log").equals("refusing"));
        assertThat(first.metric("galena_log_refusing")).isEqualTo(1);
        try (var traffic = new Traffic(servers.subList(0, 1), new Observed())) {
            traffic.awaitMore(5); // trade goes on
        }
        assertThat(first.metric("galena_log_refusing")).isEqualTo(1);
        assertThat(signed()).isEqualTo(size);
        System.out.printf("log: an old backup of %d events is refused by who signed more%n", size);
        first.stop();
        postgres.stop();
        postgres.putBack(kept);
        postgres.start();
        for (var server : servers) server.start();
        try (var traffic = new Traffic(servers, observed)) {
            traffic.awaitMore(10);
            traffic.finish();
            theLogHasItAll(traffic);
        }
    }

    private static void theLogHasItAll(Traffic traffic) throws Exception {
        try (var db = postgres.connect()) {
            await(() -> number(db, "select count(*) from consent.event_pending") == 0
                    && number(db, "select max(idx) + 1 from consent.log_leaf") == signed());
            for (var server : servers)
                observed.see(server.get("/log/checkpoint").body());
            var counted = observed.holdAgainst(db);
            assertThat(counted.leaves()).isEqualTo(number(db, "select size from consent.log_checkpoint"));
            assertThat(counted.of("lead.sold")).isEqualTo(number(db, "select count(*) from market.sale"));
            traffic.acknowledgedIsThere(db);
        }
        assertThat(servers.getFirst().audit())
                .contains("everything is as it was logged")
                .doesNotContain("exit code");
    }

    private static boolean signs(Galena server) throws InterruptedException {
        return server.metric("galena_log_sequencing") == 1;
    }

    private static Galena signing() throws Exception {
        await(() -> servers.stream().anyMatch(LogKillTest::signing));
        return servers.stream().filter(LogKillTest::signing).findFirst().orElseThrow();
    }

    private static boolean signing(Galena server) {
        try {
            return signs(server);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long signed() throws SQLException {
        try (var db = postgres.connect()) {
            return number(db, "select size from consent.log_checkpoint");
        }
    }

    static long number(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + LOG_MAX.toNanos();
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as("within " + LOG_MAX).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static boolean holds(Condition condition) throws Exception {
        try {
            return condition.holds();
        } catch (IOException notNow) {
            return false;
        }
    }
}
