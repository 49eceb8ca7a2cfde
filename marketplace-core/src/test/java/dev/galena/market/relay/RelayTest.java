package dev.galena.market.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Channel;
import dev.galena.consent.Identity;
import dev.galena.consent.SuppressPeople;
import dev.galena.consent.Suppression;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.delivery.DeliverEvents;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.RegisterWebhooks;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.RegisterKey;
import dev.galena.market.purchase.Outcome;
import dev.galena.market.purchase.PurchaseDesk;
import dev.galena.market.purchase.Reply;
import dev.galena.market.relay.Holder.Manner;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Leads that are held already are sold once more while their consent ends, by withdrawals and by suppressions of every scope;
 * holders are told by webhooks and confirm. As many
 * as {@code -Dgalena.races} says, 200 otherwise; 10,000 take some minutes.
 */
class RelayTest {
    @RegisterExtension
    static final World WORLD = new World();

    private static final int RACES = Integer.getInteger("galena.races", 200);
    private static final int HOLDERS = 40;

    private static final List<Holder> ALL = new ArrayList<>();
    private static final ExecutorService DESKS_OF_HOLDERS = Executors.newVirtualThreadPerTaskExecutor();
    private static final AtomicInteger CONFIRMED = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();
    private static PurchaseDesk desk;
    private static HttpServer farEnd;
    private static DeliverEvents deliver;
    private static Thread watcher;
    private static UUID seller;

    @BeforeAll
    static void open() {
        seller = WORLD.seller();
        desk = new PurchaseDesk(
                WORLD.buyLeads(),
                new PurchaseDesk.Limits(2, 64, 256, 20_000, Duration.ofSeconds(1), Duration.ofSeconds(20)));
        var register = new RegisterKey(WORLD.database(), new PartyKeys(), WORLD.clock);
        farEnd = WORLD.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    var holder = ALL.get(Integer.parseInt(request.path().substring(1)));
                    request.response()
                            .setStatusCode(holder.manner() == Manner.ANSWERS_5XX ? 503 : 204)
                            .end();
                    DESKS_OF_HOLDERS.execute(() -> told(holder, new JsonObject(body)));
                }))
                .listen(0, "127.0.0.1")
                .await();
        var webhooks = new RegisterWebhooks(WORLD.database(), WORLD.master, WORLD.clock, true);
        for (Buyer buyer : WORLD.buyers(HOLDERS, 1_000_000_000)) {
            // One in ten of each kind that does it wrong.
            var manner = Holder.MANNERS.get(Math.max(0, ALL.size() % 10 - 6));
            webhooks.create(
                    buyer.id(),
                    "http://127.0.0.1:" + farEnd.actualPort() + "/" + ALL.size(),
                    List.of("consent.revoked"));
            ALL.add(Holder.of(buyer, register, manner));
        }
        deliver = new DeliverEvents(
                WORLD.vertx(), WORLD.database(), WORLD.consents, WORLD.master, WORLD.clock, true, new FollowNews());
        deliver.start();
        var watch = new WatchObligations(WORLD.database(), WORLD.consents, WORLD.ledger, new Events(), WORLD.clock);
        watcher = Thread.ofVirtual().start(() -> {
            while (!Thread.interrupted()) {
                if (!watch.run()) LockSupport.parkNanos(200_000_000);
            }
        });
    }

    @AfterAll
    static void close() throws InterruptedException {
        watcher.interrupt();
        watcher.join(5_000);
        deliver.close();
        desk.close();
        DESKS_OF_HOLDERS.shutdownNow();
        farEnd.close().await();
    }

    private static void told(Holder holder, JsonObject news) {
        if (holder.manner() == Manner.ANSWERS_5XX || holder.manner() == Manner.IS_LATE) return;
        var outcome = new AcknowledgeObligation(
                        WORLD.database(), WORLD.consents, new PartyKeys(), new Events(), WORLD.clock)
                .acknowledge(holder.said(news.getJsonObject("data"), WORLD.clock.instant()));
        if (outcome instanceof AcknowledgeObligation.Acknowledged) CONFIRMED.incrementAndGet();
        if (outcome instanceof AcknowledgeObligation.Refused) REFUSED.incrementAndGet();
    }

    @Test
    void noSaleAfterTheEndAndEveryHolderIsToldOrEscalated() throws Exception {
        List<UUID> leads = WORLD.listed(seller, RACES, WORLD.terms());
        Map<UUID, Instant> committed = new ConcurrentHashMap<>();
        var soldBefore = new AtomicInteger();
        var refusedAfter = new AtomicInteger();
        List<Future<?>> races = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < RACES; i++) {
                int n = i;
                races.add(threads.submit(() -> {
                    assertThat(bought(buy(ALL.get(n % HOLDERS), leads.get(n)))).isTrue();
                    boolean sold = race(ALL.get((n + 7) % HOLDERS), leads.get(n), n, committed);
                    (sold ? soldBefore : refusedAfter).incrementAndGet();
                    return null;
                }));
            }
        }
        for (var race : races) race.get();
        assertThat(committed).hasSize(RACES);
        assertThat(WORLD.count(
                        """
                        select count(*) from market.sale s
                        join unnest($1::uuid[], $2::timestamptz[]) as w(lead_id, at) on w.lead_id = s.lead_id
                        where s.sold_at > w.at""",
                        committed.keySet().toArray(UUID[]::new),
                        committed.values().toArray(Instant[]::new)))
                .as("sales after a committed end")
                .isZero();
        // Whoever holds a lead has to be told: exactly they.
        assertThat(WORLD.count("""
                        select count(*) from (
                          select lead_id, buyer_id, 'buyer' from market.sale
                          union all select id, seller_id, 'seller' from market.lead
                          except select lead_id, holder_id, role from market.obligation) missing""")).isZero();
        long obligations = WORLD.count("select count(*) from market.obligation");
        assertThat(obligations).isEqualTo(2L * RACES + soldBefore.get());

        await(
                "everybody who answers is told and whoever confirms has",
                """
                select count(*) from market.obligation where holder_id <> all($1) and told_at is null
                  or holder_id = any($2) and acked_at is null
                  or holder_id = any($3) and refused = 0
                  or holder_id = any($1) and reasons & 1 = 0""",
                ids(Manner.ANSWERS_5XX),
                ids(Manner.CONFIRMS),
                ids(Manner.SIGNS_WRONGLY));
        report(committed, soldBefore.get(), refusedAfter.get(), obligations);
        latenessIsDeclaredAndStops();
    }

    /** At the end of the time whoever has not confirmed is overdue, listed with the reason, and buys nothing more. */
    private static void latenessIsDeclaredAndStops() {
        Instant end = WORLD.clock.instant().plus(Duration.ofDays(40));
        var watch = new WatchObligations(WORLD.database(), WORLD.consents, WORLD.ledger, new Events(), () -> end);
        while (watch.run()) {}
        Map<Manner, List<String>> reasons = Map.of(
                Manner.CONFIRMS, List.of(),
                Manner.ANSWERS_5XX, List.of("not-reached", "overdue"),
                Manner.IS_LATE, List.of("overdue"),
                Manner.SIGNS_WRONGLY, List.of("acknowledgement-refused", "overdue"));
        var read = new ReadObligations(WORLD.database());
        for (var manner : Manner.values()) {
            var holder =
                    ALL.stream().filter(h -> h.manner() == manner).findFirst().orElseThrow();
            var viewer = new ReadObligations.Viewer(holder.buyer().id(), false, false);
            var page = read.page(viewer, ReadObligations.Filter.ALL, dev.galena.db.Page.first(100));
            assertThat(page.rows())
                    .isNotEmpty()
                    .allSatisfy(
                            o -> assertThat(o.reasons()).as(manner.toString()).isEqualTo(reasons.get(manner)));
            if (manner == Manner.ANSWERS_5XX)
                assertThat(page.rows().getFirst().lastStatus()).isEqualTo(503);
            UUID lead = WORLD.listed(seller, WORLD.terms());
            assertThat(bought(buy(holder, lead))).as(manner.toString()).isEqualTo(manner == Manner.CONFIRMS);
        }
        System.out.printf(
                "escalated: %,d not reached (5xx), %,d wrongly signed, %,d overdue in all; refused signatures %,d%n",
                WORLD.count("select count(*) from market.obligation where reasons & 1 > 0"),
                WORLD.count("select count(*) from market.obligation where reasons & 2 > 0"),
                WORLD.count("select count(*) from market.obligation where reasons & 4 > 0"),
                REFUSED.get());
    }

    private static boolean race(Holder holder, UUID lead, int n, Map<UUID, Instant> committed) throws Exception {
        var consent = WORLD.consentOf(lead);
        var sale = desk.submit(WORLD.request(holder.buyer(), lead));
        LockSupport.parkNanos(n % 16 * 1_000_000L);
        end(consent, n);
        committed.put(lead, WORLD.clock.instant());
        return bought(sale.toCompletionStage().toCompletableFuture().get());
    }

    /** By all the ways in which a person may say no, in turn. */
    private static void end(UUID consent, int n) {
        var tell = new TellHolders(new Obligations(new Events()));
        if (n % 4 == 0) {
            new WithdrawConsent(WORLD.database(), WORLD.subjects, WORLD.consents, WORLD.clock, tell)
                    .withdraw(new Withdrawal(new Withdrawal.OfConsent(consent), WORLD.clock.instant(), "test", seller));
            return;
        }
        Identity identity = WORLD.database()
                .inTx(tx -> WORLD.consents.history(tx, List.of(consent)))
                .getFirst()
                .identity();
        var suppression = new Suppression(
                identity,
                n % 4 == 2 ? seller : null,
                n % 4 == 3 ? EnumSet.complementOf(EnumSet.of(Channel.EMAIL)) : Set.of(),
                Suppression.Reason.PERSON,
                null,
                null,
                "test",
                seller);
        var done = new SuppressPeople(WORLD.database(), WORLD.subjects, WORLD.consents, WORLD.clock, tell)
                .suppress(List.of(suppression));
        assertThat(done).isEqualTo(new SuppressPeople.Suppressed(1, 1, 0));
    }

    private static void report(Map<UUID, Instant> committed, int soldBefore, int refusedAfter, long obligations) {
        List<Double> seconds = WORLD.database()
                .inTx(tx -> tx
                        .rows(
                                """
                        select extract(epoch from max(o.reached_at) - w.at)::float8 as s from market.obligation o
                        join unnest($1::uuid[], $2::timestamptz[]) as w(lead_id, at) on w.lead_id = o.lead_id
                        where o.holder_id <> all($3) group by o.lead_id, w.at order by s""",
                                committed.keySet().toArray(UUID[]::new),
                                committed.values().toArray(Instant[]::new),
                                ids(Manner.ANSWERS_5XX))
                        .stream()
                        .map(row -> row.getDouble(0))
                        .toList());
        System.out.printf(
                "%,d sales racing revocations: %,d sold before, %,d refused, 0 sold after; %,d holders, %,d told, %,d acknowledged;"
                        + " commit to all holders told p50 %.2f s, p99 %.2f s, last %.2f s%n",
                RACES,
                soldBefore,
                refusedAfter,
                obligations,
                WORLD.count("select count(*) from market.obligation where told_at is not null"),
                WORLD.count("select count(*) from market.obligation where acked_at is not null"),
                seconds.get(seconds.size() / 2),
                seconds.get(seconds.size() * 99 / 100),
                seconds.getLast());
        assertThat(seconds.get(seconds.size() * 99 / 100)).isLessThan(60);
    }

    private static UUID[] ids(Manner manner) {
        return ALL.stream()
                .filter(h -> h.manner() == manner)
                .map(h -> h.buyer().id())
                .toArray(UUID[]::new);
    }

    private static void await(String what, String sql, Object... args) throws InterruptedException {
        long patience = System.nanoTime() + Duration.ofSeconds(30 + RACES / 20).toNanos();
        while (WORLD.count(sql, args) > 0) {
            assertThat(System.nanoTime()).as(what).isLessThan(patience);
            Thread.sleep(50);
        }
    }

    private static Reply buy(Holder holder, UUID lead) {
        try {
            return desk.submit(WORLD.request(holder.buyer(), lead))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean bought(Reply reply) {
        return reply instanceof Reply.Decided(var outcome, var answer) && outcome instanceof Outcome.Bought;
    }
}
