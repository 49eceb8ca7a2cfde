package dev.galena.market.purchase;

import static dev.galena.market.purchase.BuyLeadsTest.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Outcome.Bought;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many buyers at once, through the desks of two processes on one database. */
class RacingBuyersTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static final List<PurchaseDesk> DESKS = new ArrayList<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    @BeforeAll
    static void open() {
        DESKS.add(new PurchaseDesk(WORLD.buyLeads(), limits(2)));
        DESKS.add(new PurchaseDesk(WORLD.buyLeads(WORLD.anotherNode()), limits(1)));
    }

    private static PurchaseDesk.Limits limits(int counters) {
        return new PurchaseDesk.Limits(counters, 64, 256, 20_000, Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        DESKS.forEach(PurchaseDesk::close);
    }

    @Test
    void aThousandBuyersOfOneExclusiveLead() throws Exception {
        UUID seller = WORLD.seller();
        List<Buyer> buyers = WORLD.buyers(1_000, 5_000);
        for (int round = 0; round < 5; round++) {
            UUID lead = WORLD.listed(seller, WORLD.terms());
            List<Reply> replies = race(buyers, b -> WORLD.exclusive(b, lead));
            assertThat(bought(replies)).isEqualTo(1);
            assertThat(replies)
                    .filteredOn(r -> codes(outcome(r)).equals(List.of("lead-sold-out")))
                    .hasSize(999);
        }
        System.out.println("1,000 buyers on one exclusive lead, 5 times: 1 sale and 999 lead-sold-out each time");
    }

    @Test
    void threeSlotsFiveHundredBuyersAndAWithdrawal() throws Exception {
        UUID seller = WORLD.seller();
        List<Buyer> buyers = WORLD.buyers(500, 100_000);
        List<UUID> leads = WORLD.listed(seller, 20, WORLD.terms());
        Map<UUID, Instant> withdrawn = new ConcurrentHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> withdrawals = threads.submit(() -> leads.forEach(lead -> {
                WORLD.run(tx -> tx.run(
                        "update market.listing set status = 'withdrawn' where lead_id = $1 and status = 'open'", lead));
                withdrawn.put(lead, WORLD.clock.instant());
            }));
            AtomicInteger turn = new AtomicInteger();
            race(buyers, b -> WORLD.request(b, leads.get(turn.getAndIncrement() % leads.size())));
            withdrawals.get();
        }
        assertThat(withdrawn).hasSize(20);
        List<Instant> late = WORLD.database().inTx(tx -> {
            List<Instant> times = new ArrayList<>();
            for (UUID lead : leads) {
                for (var row : tx.rows("select sold_at from market.sale where lead_id = $1", lead)) {
                    Instant at = row.getOffsetDateTime(0).toInstant();
                    if (at.isAfter(withdrawn.get(lead))) times.add(at);
                }
            }
            return times;
        });
        assertThat(late).isEmpty();
        assertThat(WORLD.count(
                        "select coalesce(max(n), 0) from (select count(*) as n from market.sale where lead_id = any($1) group by lead_id)",
                        (Object) leads.toArray(UUID[]::new)))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void aWalletForTenLeads() throws Exception {
        UUID seller = WORLD.seller();
        Buyer buyer = WORLD.buyer(10_500);
        List<UUID> leads = WORLD.listed(seller, 200, WORLD.terms());
        List<Reply> replies = race(leads, lead -> WORLD.request(buyer, lead));
        assertThat(bought(replies)).isEqualTo(10);
        assertThat(replies)
                .filteredOn(r -> codes(outcome(r)).equals(List.of("insufficient-funds")))
                .hasSize(190);
        assertThat(WORLD.balance(buyer)).isEqualTo(500);
        System.out.println("200 purchases on a wallet for 10: 10 bought, 190 insufficient-funds");
    }

    @Test
    void onePersonBehindManyLeads() throws Exception {
        UUID seller = WORLD.seller();
        Buyer buyer = WORLD.buyer(100_000);
        UUID first = WORLD.listed(seller, WORLD.terms());
        List<UUID> leads = new ArrayList<>(List.of(first));
        for (int i = 0; i < 30; i++) leads.add(WORLD.listedAgain(seller, first, WORLD.terms()));
        assertThat(bought(race(leads, lead -> WORLD.request(buyer, lead)))).isEqualTo(1);
    }

    @Test
    void oneKeyFiftyTimes() throws Exception {
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Buyer buyer = WORLD.buyer(100_000);
        var wanted = new Wanted.These(List.of(lead), false);
        List<Reply> replies =
                race(IntStream.range(0, 50).boxed().toList(), i -> WORLD.request(buyer, "one key", wanted, false));
        assertThat(replies).filteredOn(Reply.Decided.class::isInstance).hasSize(1);
        assertThat(replies).filteredOn(Reply.Replayed.class::isInstance).hasSize(49);
        assertThat(WORLD.balance(buyer)).isEqualTo(99_000);
        System.out.println("one key 50 times in parallel: 1 effect, 49 repeats of its answer");
    }

    @Test
    void oneKeyOfManyPartiesIsManyKeys() throws Exception {
        List<UUID> leads = WORLD.listed(WORLD.seller(), 20, WORLD.terms());
        List<Buyer> buyers = WORLD.buyers(20, 1_000);
        List<Reply> replies = race(
                IntStream.range(0, 20).boxed().toList(),
                i -> WORLD.request(buyers.get(i), "1", new Wanted.These(List.of(leads.get(i)), false), false));
        assertThat(bought(replies)).isEqualTo(20);
    }

    /** Bulk purchases with overlapping leads in any order: nobody deadlocks, all or nothing holds. */
    @Test
    void overlappingBaskets() throws Exception {
        List<UUID> leads = WORLD.listed(WORLD.seller(), 60, WORLD.terms());
        List<Buyer> buyers = WORLD.buyers(80, 1_000_000);
        AtomicInteger turn = new AtomicInteger();
        List<Reply> replies = race(buyers, b -> {
            int from = turn.getAndIncrement();
            UUID[] basket = new UUID[10];
            for (int i = 0; i < 10; i++) basket[i] = leads.get((from * 7 + i * 13) % 60);
            return WORLD.request(b, basket);
        });
        assertThat(bought(replies)).isBetween(5L, 18L);
    }

    /** Each lead is sold and its consent withdrawn at about the same time; which comes first is up to the locks. */
    @Test
    void aWithdrawalOfConsentStopsSalesAtItsCommit() throws Exception {
        int rounds = Integer.getInteger("galena.withdrawals", 10_000);
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, rounds, WORLD.terms());
        List<Buyer> buyers = WORLD.buyers(50, 100_000_000);
        Map<UUID, Instant> committed = new ConcurrentHashMap<>();
        List<Future<?>> races = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < rounds; i++) {
                Buyer buyer = buyers.get(i % buyers.size());
                UUID lead = leads.get(i);
                long headStart = i % 16 * 250_000L;
                races.add(threads.submit(() -> raceWithdrawal(seller, buyer, lead, headStart, committed)));
            }
        }
        for (Future<?> each : races) each.get();
        assertThat(committed).hasSize(rounds);
        assertThat(WORLD.count(
                        """
                        select count(*) from market.sale s
                        join unnest($1::uuid[], $2::timestamptz[]) as w(lead_id, at) on w.lead_id = s.lead_id
                        where s.sold_at > w.at""",
                        committed.keySet().toArray(UUID[]::new),
                        committed.values().toArray(Instant[]::new)))
                .isZero();
        long sold = WORLD.count("select count(*) from market.sale where seller_id = $1", seller);
        System.out.printf("withdrawals racing sales: %,d, sold before them %,d, after them 0%n", rounds, sold);
        assertThat(sold).isBetween(1L, (long) rounds - 1);
    }

    private static Void raceWithdrawal(
            UUID seller, Buyer buyer, UUID lead, long headStartNanos, Map<UUID, Instant> committed) throws Exception {
        var target = new dev.galena.consent.Withdrawal.OfConsent(WORLD.consentOf(lead));
        Request request = WORLD.request(buyer, lead);
        var sale = DESKS.get(NEXT.getAndIncrement() % DESKS.size()).submit(request);
        LockSupport.parkNanos(headStartNanos);
        WORLD.withdrawConsent()
                .withdraw(new dev.galena.consent.Withdrawal(target, WORLD.clock.instant(), "test", seller));
        committed.put(lead, WORLD.clock.instant());
        Reply reply = sale.toCompletionStage().toCompletableFuture().get();
        assertThat(reply).isInstanceOf(Reply.Decided.class);
        return null;
    }

    private static Outcome outcome(Reply reply) {
        return BuyLeadsTest.outcome(reply);
    }

    private static long bought(List<Reply> replies) {
        return replies.stream()
                .filter(r -> r instanceof Reply.Decided(var outcome, var answer) && outcome instanceof Bought)
                .count();
    }

    /** All at once, spread over the desks. */
    private static <T> List<Reply> race(List<T> runners, Function<T, Request> request)
            throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Reply>> replies = new ArrayList<>(runners.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T runner : runners) {
                Request made = request.apply(runner);
                replies.add(threads.submit(() -> {
                    start.await();
                    var desk = DESKS.get(NEXT.getAndIncrement() % DESKS.size());
                    return desk.submit(made)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get();
                }));
            }
            start.countDown();
        }
        List<Reply> all = new ArrayList<>(replies.size());
        for (Future<Reply> reply : replies) all.add(reply.get());
        // What the database's own guards stop was not decided under lock.
        assertThat(all.stream().filter(r -> r instanceof Reply.Failed || r instanceof Reply.Overloaded))
                .isEmpty();
        return all;
    }
}
