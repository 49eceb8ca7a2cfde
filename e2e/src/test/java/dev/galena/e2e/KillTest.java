package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Id;
import dev.galena.db.Migrations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the real server, again and again, first while a file is taken in, then while leads are bought. Whatever was
 * acknowledged is there afterwards, once. {@code -De2e.kills=20} for the long run; few otherwise.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {
    private static final int KILLS = Integer.getInteger("e2e.kills", 3);
    private static final int ROWS = Integer.getInteger("e2e.rows", 30_000);
    private static final int CLIENTS = 16;
    private static final String SELLER = "X Education";
    private static final List<String> BUYERS = List.of("Northfield College", "Harbor Institute");
    private static final Random RANDOM = new Random(Long.getLong("e2e.seed", 7));

    @TempDir
    static Path temp;

    static Galena galena;

    @BeforeAll
    static void open() throws Exception {
        galena = new Galena(temp.resolve("data"));
    }

    @AfterAll
    static void close() throws Exception {
        galena.close();
    }

    @Test
    @Order(1)
    void aBatchSurvives() throws Exception {
        Path csv = People.file(temp.resolve("leads.csv"), ROWS);
        var uploaded = galena.upload(SELLER, "/v1/batches?source=website&vertical=education", csv);
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(202);
        String id = uploaded.json().getString("id");
        String batch = "/v1/batches/" + id;

        int kills = 0;
        int inTheMiddle = 0;
        while (kills < KILLS) {
            Thread.sleep(RANDOM.nextInt(400));
            JsonObject before = galena.get(SELLER, batch).json();
            galena.kill();
            kills++;
            if (!"done".equals(before.getString("state"))) inTheMiddle++;
            galena.start();
        }
        JsonObject done = finished(batch);
        System.out.println("batch: " + kills + " kills, " + inTheMiddle + " before its end: " + done.encode());

        long rejected = (long) ROWS / 100;
        long duplicate = (long) ROWS / 101 - ROWS / 10_100;
        JsonObject counts = done.getJsonObject("counts");
        assertThat(inTheMiddle).isPositive();
        assertThat(counts.getLong("rejected")).isEqualTo(rejected);
        assertThat(counts.getLong("duplicates")).isEqualTo(duplicate);
        assertThat(counts.getLong("accepted")).isEqualTo(ROWS - rejected - duplicate);
        galena.stop();
        inDatabase(db -> {
            String ofBatch = " where batch_id = '" + Id.parse("bat", id).orElseThrow() + "'";
            assertThat(number(db, "select count(*) from market.lead" + ofBatch)).isEqualTo(ROWS - rejected - duplicate);
            assertThat(number(db, "select count(distinct row_number) from market.lead" + ofBatch))
                    .isEqualTo(ROWS - rejected - duplicate);
            assertThat(number(db, "select count(*) from market.batch_reject" + ofBatch))
                    .isEqualTo(rejected + duplicate);
            for (String table : List.of("market.contact", "market.listing", "consent.consent"))
                assertThat(number(db, "select count(*) from " + table))
                        .isEqualTo(number(db, "select count(*) from market.lead"));
        });
        galena.start();
    }

    @Test
    @Order(2)
    void purchasesSurvive() throws Exception {
        Queue<String> leads = new ConcurrentLinkedQueue<>(leads(4_000));
        Map<String, String> bought = new ConcurrentHashMap<>(); // key → purchase
        var stop = new AtomicBoolean();
        List<Future<?>> running = new ArrayList<>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int c = 0; c < CLIENTS; c++) {
                String buyer = BUYERS.get(c % BUYERS.size());
                running.add(clients.submit(() -> buy(buyer, leads, bought, stop)));
            }
            for (int kills = 0; kills < KILLS; kills++) {
                int before = bought.size();
                while (bought.size() < before + 20) Thread.sleep(5);
                Thread.sleep(RANDOM.nextInt(100));
                galena.kill();
                galena.start();
            }
            stop.set(true);
        }
        for (var client : running) client.get();
        System.out.println("purchases: " + KILLS + " kills, " + bought.size() + " acknowledged");
        galena.stop();
        inDatabase(db -> {
            assertThat(number(db, "select count(*) from market.purchase")).isEqualTo(bought.size());
            assertThat(number(db, "select count(*) from market.sale")).isEqualTo(bought.size());
            thePromisesHold(db);
        });
        galena.start();
        for (var one : bought.entrySet()) {
            String buyer = one.getKey().substring(0, one.getKey().indexOf('/'));
            assertThat(galena.get(buyer, "/v1/purchases/" + one.getValue()).status())
                    .isEqualTo(200);
        }
    }

    /** Buys lead after lead; whatever gets no answer is asked again under its key until it has one. */
    private static Void buy(String buyer, Queue<String> leads, Map<String, String> bought, AtomicBoolean stop)
            throws Exception {
        for (String lead = leads.poll(); lead != null && !stop.get(); lead = leads.poll()) {
            String key = buyer + "/" + lead;
            Galena.Reply reply = null;
            while (reply == null || reply.status() >= 500) {
                try {
                    reply = galena.post(buyer, "/v1/purchases", key.replace(' ', '_'), JsonObject.of("listing", lead));
                } catch (IOException noAnswer) {
                    Thread.sleep(20);
                }
            }
            if (reply.status() == 409 && reply.body().contains("in-flight")) leads.add(lead);
            else if (reply.status() == 402) return null; // the wallet is empty
            else assertThat(reply.status()).as(reply.body()).isEqualTo(201);
            if (reply.status() == 201) bought.put(key, reply.json().getString("id"));
        }
        return null;
    }

    private static List<String> leads(int count) throws Exception {
        List<String> leads = new ArrayList<>();
        String path = "/v1/listings?vertical=education&limit=500&price.lte=800";
        for (String cursor = ""; cursor != null && leads.size() < count; ) {
            var page = galena.get(BUYERS.getFirst(), path + cursor);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            JsonArray data = page.json().getJsonArray("data");
            for (int i = 0; i < data.size(); i++)
                leads.add(data.getJsonObject(i).getString("id"));
            String next = page.json().getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(leads).isNotEmpty();
        return leads;
    }

    private static JsonObject finished(String batch) throws Exception {
        while (true) {
            JsonObject now = galena.get(SELLER, batch).json();
            if ("done".equals(now.getString("state"))) return now;
            assertThat(now.getString("state")).isIn("queued", "running");
            Thread.sleep(100);
        }
    }

    private static void thePromisesHold(Connection db) throws SQLException {
        assertThat(
                        number(
                                db,
                                "select count(*) from (select lead_id from market.sale group by lead_id, max_sales having count(*) > max_sales) x"))
                .isZero();
        assertThat(
                        number(
                                db,
                                "select count(*) from market.listing l where sold <> (select count(*) from market.sale s where s.lead_id = l.lead_id)"))
                .isZero();
        assertThat(
                        number(
                                db,
                                "select count(*) from (select currency from billing.account_balance group by currency having sum(posted) <> 0) x"))
                .isZero();
        assertThat(
                        number(
                                db,
                                "select coalesce(sum(price), 0) - (select coalesce(sum(amount), 0) from billing.transfer t "
                                        + "join billing.journal j on j.id = t.journal_id where j.kind = 'purchase') from market.sale"))
                .isZero();
        assertThat(
                        number(
                                db,
                                "select count(*) from market.sale s where (select count(*) from market.event e "
                                        + "where e.type = 'lead.purchased' and e.data->>'sale' is not null and e.lead_id = s.lead_id and e.party_id = s.buyer_id) <> 1"))
                .isZero();
    }

    private interface Look {
        void at(Connection db) throws SQLException;
    }

    private static void inDatabase(Look look) throws Exception {
        try (var server = EmbeddedPostgres.start(galena.data());
                var db = Migrations.connect(server.owner())) {
            look.at(db);
        }
    }

    private static long number(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
