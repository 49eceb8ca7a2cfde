package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's page of the machine: told from what really runs, and nothing of it quotes data. */
class SystemRoutesTest {
    private static final String SECRET = "a-value-out-of-a-row";

    @TempDir
    private static Path data;

    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
    }

    @AfterAll
    static void close() {
        market.chores().close();
        market.close();
    }

    private static JsonObject read() {
        return market.as(market.operator).get("/v1/system").expect(200).json();
    }

    private static JsonObject named(JsonObject system, String list, String name) {
        return system.getJsonArray(list).stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The job as soon as it is so; the server tells of it by itself. */
    private static JsonObject job(String name, Predicate<JsonObject> wanted) throws InterruptedException {
        Instant until = Instant.now().plusSeconds(20);
        while (true) {
            var job = named(read(), "jobs", name);
            if (wanted.test(job)) return job;
            assertThat(Instant.now()).as(job.encode()).isBefore(until);
            Thread.sleep(5);
        }
    }

    @Test
    void tellsOfTheProcessAndItsDatabase() {
        var system = read();
        var process = system.getJsonObject("process");
        assertThat(Instant.parse(process.getString("started_at"))).isBefore(market.clock.instant());
        assertThat(Duration.parse(process.getString("uptime"))).isPositive();
        var disk = system.getJsonObject("disk");
        assertThat(disk.getLong("free")).isBetween(1L, disk.getLong("total"));
        var database = system.getJsonObject("database");
        assertThat(database.getString("version")).matches("\\d+\\.\\d+.*");
        assertThat(database.getLong("bytes")).isGreaterThan(1_000_000);
        assertThat(database.getInteger("connections")).isBetween(1, database.getInteger("connections_max"));
        assertThat(database.getJsonArray("migrations").stream().map(m -> ((JsonObject) m).getString("schema")))
                .containsExactly("db", "consent", "billing", "market");
        assertThat(Instant.parse(
                        database.getJsonArray("migrations").getJsonObject(3).getString("at")))
                .isBetween(Instant.now().minus(Duration.ofDays(2)), Instant.now());
        assertThat(named(system, "recurring", "subscriptions").getValue("failing"))
                .isNull();
    }

    @Test
    void anOpenTransactionIsSeenByItsAge() {
        Instant before = Instant.now();
        var oldest = market.database.inTx(tx -> {
            tx.rows("select 1");
            return read().getJsonObject("database").getString("oldest_transaction");
        });
        assertThat(Instant.parse(oldest)).isBetween(before.minusSeconds(2), Instant.now());
    }

    @Test
    void onlyTheOperatorSeesIt() {
        for (var party : List.of(market.seller, market.buyer, market.compliance))
            market.as(party).get("/v1/system").expect(403, "forbidden");
        market.client().get("/v1/system").expect(401, "unauthenticated");
    }

    @Test
    void aJobThatFailsIsToldWithoutItsWordsAndThenItsRecovery() throws InterruptedException {
        var broken = new AtomicBoolean(true);
        market.chores().every(Duration.ofMillis(1), "breaks", "Breaks when it is told to", () -> {
            if (broken.get())
                market.database.inTx(tx -> tx.rows("select $1::text::uuid", SECRET)); // PostgreSQL quotes the value
            return false;
        });
        var job = job("breaks", it -> it.getInteger("failed_in_a_row") > 1);
        assertThat(job.getString("does")).isEqualTo("Breaks when it is told to");
        assertThat(job.getString("every")).isEqualTo("PT0.001S");
        assertThat(job.getLong("failures")).isEqualTo(job.getLong("runs")).isPositive();
        assertThat(job.getJsonObject("last_failure").getString("kind")).isEqualTo("PgException 22P02");
        assertThat(read().encode()).doesNotContain(SECRET);
        broken.set(false);
        var mended = job("breaks", it -> it.getInteger("failed_in_a_row") == 0);
        assertThat(mended.getLong("runs")).isGreaterThan(mended.getLong("failures"));
        assertThat(mended.getJsonObject("last_failure").getString("kind"))
                .as("is kept, for who comes later")
                .isEqualTo("PgException 22P02");
    }

    @Test
    void anErrorDoesNotEndAJob() throws InterruptedException {
        var times = new java.util.concurrent.atomic.AtomicInteger();
        market.chores().every(Duration.ofMillis(1), "errs", "Errs once", () -> {
            if (times.getAndIncrement() == 0) throw new NoClassDefFoundError(SECRET);
            return false;
        });
        var job = job("errs", it -> it.getLong("runs") > 2);
        assertThat(job.getLong("failures")).isEqualTo(1);
        assertThat(job.getJsonObject("last_failure").getString("kind")).isEqualTo("NoClassDefFoundError");
    }

    @Test
    void whatRunsIsWhatIsTold(@TempDir Path otherData) {
        try (var other = OpenMarket.open(Map.of("GALENA_DATA", otherData.toString()))) {
            other.upkeep();
            var jobs = other.as(other.operator).get("/v1/system").expect(200).json().getJsonArray("jobs").stream()
                    .map(job -> ((JsonObject) job).getString("name"))
                    .toList();
            assertThat(jobs)
                    .doesNotHaveDuplicates()
                    .contains("sequence-log", "fold-deltas", "deliver-events", "process-payment-events");
            other.market.deliverEvents.close();
            other.chores().close();
        }
    }

    @Test
    void whatWaitsIsCountedAndTheOldestIsNamed() {
        Instant old = market.clock.instant().minus(Duration.ofHours(3));
        Instant later = market.clock.instant().plus(Duration.ofHours(3));
        long before = named(read(), "queues", "events").getLong("waiting");
        market.database.inTx(tx -> {
            tx.run(
                    "insert into market.event (id, party_id, type, data, at) values ($1, $2, 'lead.purchased', '{}', $3), ($4, $2, 'lead.purchased', '{}', now())",
                    new UUID(0x0190_0000_0000_7000L, 1),
                    market.buyer.id(),
                    old,
                    Id.next());
            tx.run("""
                    insert into billing.provider_event (id, provider, event, type, created, body, received_at, next_at)
                    values ($1, 'stripe', 'evt_later', 't', $2, '{}', $2, $2)""", Id.next(), later);
            return tx;
        });
        var system = read();
        var events = named(system, "queues", "events");
        assertThat(events.getLong("waiting")).isEqualTo(before + 2);
        assertThat(events.getBoolean("more")).isFalse();
        assertThat(Instant.parse(events.getString("since")))
                .isEqualTo(old.truncatedTo(java.time.temporal.ChronoUnit.MICROS));
        var payments = named(system, "queues", "payment-events");
        assertThat(payments.getLong("waiting")).isEqualTo(1);
        assertThat(payments.getString("since")).as("not due before three hours").isNull();
    }

    @Test
    void nothingIsCountedFurtherThanTenThousand() {
        market.as(market.seller)
                .post("/v1/sources", JsonObject.of("code", "waiting"))
                .expect(201);
        market.database.inTx(tx -> tx.run("""
                insert into market.batch (id, seller_id, source_id, vertical_id, vertical_version, state, dry_run, content_type,
                  wrapped_key, created_at)
                select gen_random_uuid(), seller_id, id, 1, 1, 'queued', true, 'text/csv', '', now()
                from market.source, generate_series(1, 10001) where seller_id = $1""", market.seller.id()));
        var batches = named(read(), "queues", "batches");
        assertThat(batches.getLong("waiting")).isEqualTo(10_000);
        assertThat(batches.getBoolean("more")).isTrue();
    }

    @Test
    void theLogTellsHowFarItIs() {
        market.sequence();
        new ListedLeads(market).forSale(market.seller, "Northfield College", "+12135550188");
        var waits = named(read(), "queues", "consent-events");
        assertThat(waits.getLong("waiting")).isPositive();
        assertThat(waits.getString("since")).isNotNull();
        market.sequence();
        var system = read();
        var log = system.getJsonObject("log");
        assertThat(log.getString("part")).isEqualTo("sequencing");
        assertThat(log.getLong("size")).isPositive();
        assertThat(Instant.parse(log.getString("newest_event")))
                .isBefore(Instant.parse(log.getString("signed_at")).plusSeconds(1));
        assertThat(named(system, "queues", "consent-events").getLong("waiting")).isZero();
        assertThat(system.getJsonArray("keys").stream().map(key -> ((JsonObject) key).getString("use")))
                .contains("tokens", "log");
    }
}
