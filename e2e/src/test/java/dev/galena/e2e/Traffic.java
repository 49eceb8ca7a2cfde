package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * People at work while things break: leads are sold, proofs taken, consent withdrawn, each request again until it is answered; and
 * somebody reads the newest checkpoint of each server all the time.
 */
final class Traffic implements AutoCloseable {
    private static final String SELLER = "X Education";
    private static final String BUYER = "Northfield College";
    private static final String OTHER_BUYER = "Harbor Institute";
    private static final int CLIENTS = 6;
    private static final long PAUSE_MILLIS = 40;
    private static final Duration PROGRESS_MAX = Duration.ofMinutes(2);

    private final Observed observed;
    private final List<Galena> all;
    private final Queue<String> leads = new ConcurrentLinkedQueue<>();
    private final Queue<String> sold = new ConcurrentLinkedQueue<>();
    /** Answered with success: which lead was sold to whom, withdrawn, proven how often at least. */
    private final Map<String, String> sales = new ConcurrentHashMap<>();

    private final Map<String, String> withdrawals = new ConcurrentHashMap<>();
    private final Map<String, Integer> proofs = new ConcurrentHashMap<>();
    private final AtomicLong answered = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final Map<Galena, Long> sizes = new ConcurrentHashMap<>();
    private volatile List<Galena> used;
    private volatile boolean stop;

    Traffic(List<Galena> servers, Observed observed) throws Exception {
        this.all = servers;
        this.used = servers;
        this.observed = observed;
        leads.addAll(open(servers.getFirst()));
        for (int c = 0; c < CLIENTS; c++) {
            int client = c;
            running.add(threads.submit(() -> work(client)));
        }
        for (var server : servers) running.add(threads.submit(() -> watch(server)));
    }

    private static List<String> open(Galena server) throws Exception {
        List<String> leads = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            var page = server.get(BUYER, "/v1/listings?vertical=education&limit=500" + cursor);
            JsonArray data = page.json().getJsonArray("data");
            for (int i = 0; i < data.size(); i++)
                leads.add(data.getJsonObject(i).getString("id"));
            String next = page.json().getString("next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return leads;
    }

    private Void work(int client) throws Exception {
        String buyer = client % 2 == 0 ? BUYER : OTHER_BUYER;
        while (!stop) {
            String lead = client < 2 ? leads.poll() : null;
            if (lead != null) buy(buyer, lead);
            else if (client == 2 && ThreadLocalRandom.current().nextInt(10) == 0) withdraw();
            else prove(client);
            Thread.sleep(PAUSE_MILLIS); // leaves the processors to those who start again
        }
        return null;
    }

    private void buy(String buyer, String lead) throws Exception {
        String key = (buyer + "/" + lead).replace(' ', '_');
        var reply = until(() -> server().post(buyer, "/v1/purchases", key, JsonObject.of("listing", lead)));
        if (reply == null) return;
        if (reply.status() == 201) {
            sales.put(lead + "/" + buyer, reply.json().getString("id"));
            sold.add(lead);
            answered.incrementAndGet();
        } else {
            assertThat(reply.status()).as(reply.body()).isIn(402, 409);
        }
    }

    private void prove(int client) throws Exception {
        String lead = next();
        if (lead == null) return;
        String who = client % 2 == 0 ? SELLER : "Open Eyes Audit";
        var reply = until(() -> server().get(who, "/v1/leads/" + lead + "/proof?purpose=test"));
        if (reply == null || reply.status() == 404) return; // another seller's
        if (reply.status() == 200) {
            proofs.merge(lead, 1, Integer::sum);
            answered.incrementAndGet();
        }
    }

    private void withdraw() throws Exception {
        String lead = next();
        if (lead == null) return;
        var body = JsonObject.of("lead", lead, "channel", "telephone");
        var reply = until(() -> server().post(SELLER, "/v1/revocations", body));
        if (reply == null || reply.status() == 404) return;
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        withdrawals.put(lead, "");
        answered.incrementAndGet();
    }

    /** One of those sold, in turn. */
    private String next() {
        String lead = sold.poll();
        if (lead != null) sold.add(lead);
        return lead;
    }

    /** Asks until there is an answer that is one; null when work ends before. */
    private Galena.Reply until(Callable<Galena.Reply> ask) throws Exception {
        while (!stop) {
            try {
                var reply = ask.call();
                if (reply.status() < 500
                        && !(reply.status() == 409 && reply.body().contains("in-flight"))) return reply;
            } catch (IOException noAnswer) {
                // It is down; the next may be another's.
            }
            Thread.sleep(20);
        }
        return null;
    }

    private Galena server() {
        var servers = used;
        return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    }

    /** What a server shows never becomes smaller. */
    private Void watch(Galena server) throws InterruptedException {
        while (!stop) {
            try {
                var reply = used.contains(server) ? server.get("/log/checkpoint") : null;
                if (reply != null && reply.status() == 200) {
                    long size = observed.see(reply.body());
                    Long before = sizes.put(server, size);
                    assertThat(size).isGreaterThanOrEqualTo(before == null ? 0 : before);
                }
            } catch (IOException noAnswer) {
                // It is down.
            }
            Thread.sleep(20);
        }
        return null;
    }

    void only(Galena server) {
        used = List.of(server);
    }

    void all() {
        used = all;
    }

    /** Until so many more requests have succeeded. */
    void awaitMore(int requests) throws Exception {
        long wanted = answered.get() + requests;
        long end = System.nanoTime() + PROGRESS_MAX.toNanos();
        while (answered.get() < wanted) {
            for (var thread : running) if (thread.isDone()) thread.get();
            assertThat(System.nanoTime()).as(this + " goes on").isLessThan(end);
            Thread.sleep(5);
        }
    }

    Duration untilNextCheckpoint(Duration max) throws InterruptedException {
        return untilNext(max, null);
    }

    Duration untilNextCheckpointOf(Galena server, Duration max) throws InterruptedException {
        return untilNext(max, server);
    }

    private Duration untilNext(Duration max, Galena server) throws InterruptedException {
        long start = System.nanoTime();
        long before = largest(server);
        while (largest(server) <= before && System.nanoTime() - start < max.toNanos()) Thread.sleep(5);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private long largest(Galena server) {
        return server == null
                ? sizes.values().stream().mapToLong(s -> s).max().orElse(0)
                : sizes.getOrDefault(server, 0L);
    }

    /** Ends when every request is answered or given up without an answer. */
    void finish() throws Exception {
        stop = true;
        for (var thread : running) thread.get();
    }

    void acknowledgedIsThere(Connection db) throws SQLException {
        var logged = new HashMap<String, Integer>();
        try (var statement = db.createStatement();
                var rows = statement.executeQuery("""
                        select l.id, e.type, coalesce(b.name, ''), count(*) from market.lead l
                        join consent.log_leaf e on e.consent_id = l.consent_id
                        left join market.party b on e.type = 'lead.sold'
                          and b.id = (convert_from(e.leaf, 'UTF8')::jsonb -> 'fields' ->> 'buyer_id')::uuid
                        where e.type in ('lead.sold', 'consent.revoked', 'access.exported') group by 1, 2, 3""")) {
            while (rows.next()) {
                String lead = Id.text("lead", rows.getObject(1, java.util.UUID.class));
                logged.put(lead + "/" + rows.getString(2) + "/" + rows.getString(3), rows.getInt(4));
            }
        }
        sales.keySet().forEach(sale -> {
            int slash = sale.indexOf('/');
            String event = sale.substring(0, slash) + "/lead.sold" + sale.substring(slash);
            assertThat(logged).as("sold once").containsEntry(event, 1);
        });
        withdrawals.keySet().forEach(lead -> assertThat(logged).containsEntry(lead + "/consent.revoked/", 1));
        proofs.forEach((lead, times) ->
                assertThat(logged.getOrDefault(lead + "/access.exported/", 0)).isGreaterThanOrEqualTo(times));
    }

    @Override
    public String toString() {
        return sales.size() + " sales, " + withdrawals.size() + " withdrawals, "
                + proofs.values().stream().mapToInt(n -> n).sum() + " proofs acknowledged";
    }

    @Override
    public void close() {
        stop = true;
        threads.shutdownNow();
    }
}
