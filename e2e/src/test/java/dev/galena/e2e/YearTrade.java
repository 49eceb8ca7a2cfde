package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Database;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Outcome;
import dev.galena.market.purchase.PurchaseDesk;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Sale;
import dev.galena.market.returns.DecideReturn;
import dev.galena.market.returns.RequestReturn;
import dev.galena.market.returns.ReturnOutcome;
import dev.galena.market.returns.ReturnOutcome.Stands;
import dev.galena.market.returns.ReturnReason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** What is listed, bought and given back on a day, by many at once. Whatever is sold is sold to two buyers. */
final class YearTrade implements AutoCloseable {
    private static final int RETURNED_PERCENT = 10;
    private static final int CONTESTED_PERCENT = 10;
    private static final int CREDIT_PERCENT = 20;
    private static final int SHARED_BY = 2;
    private static final int LEADS_OF_A_SELLER = 250;
    private static final int SELLERS_A_DAY = 8;
    /** More than this many are turned away by a desk. */
    private static final int IN_LINE = 2_000;

    private final World world;
    private final Marketplace market;
    private final Random random;
    private final Calendar clock;
    private final List<UUID> sellers;
    private final List<Buyer> buyers;
    private final PurchaseDesk desk;
    private final Crowd crowd;
    private final Times times;
    /** What sellers did not accept: the operator decides the next day. */
    private List<UUID> contested = new ArrayList<>();

    long bought;
    long returned;
    final Map<String, Integer> refused = new TreeMap<>();

    private record Sold(UUID buyer, Sale sale) {}

    /** A return, and what people will think of it. */
    private record Regret(Sold sold, boolean asCredit, boolean accepted) {}

    YearTrade(
            World world,
            Marketplace market,
            Random random,
            Calendar clock,
            List<UUID> sellers,
            List<Buyer> buyers,
            Crowd crowd,
            Times times) {
        this.world = world;
        this.market = market;
        this.random = random;
        this.clock = clock;
        this.sellers = sellers;
        this.buyers = buyers;
        this.crowd = crowd;
        this.times = times;
        var limits = PurchaseDesk.Limits.USUAL;
        Database tills =
                world.database().again(c -> c.withPoolSize(limits.counters()).throughIndexes());
        desk = new PurchaseDesk(
                new BuyLeads(
                        tills,
                        market.trade,
                        market.idempotency,
                        (request, outcome) -> new KeptAnswer(200, new byte[0]),
                        clock),
                limits);
    }

    /** So many purchases are tried. */
    void day(int purchases) {
        List<UUID> leads = times.of("leads", () -> list((purchases + SHARED_BY - 1) / SHARED_BY));
        List<Sold> sold = times.of("purchases", () -> buy(requests(leads, purchases)));
        times.of("returns", () -> takeBack(sold));
    }

    private void takeBack(List<Sold> sold) {
        decideContested();
        List<Regret> regrets = sold.stream()
                .filter(_ -> percent(RETURNED_PERCENT))
                .map(one -> new Regret(one, percent(CREDIT_PERCENT), !percent(CONTESTED_PERCENT)))
                .toList();
        for (ReturnOutcome outcome : crowd.map(regrets, this::takeBack)) {
            if (!(outcome instanceof Stands(var after))) throw new AssertionError(outcome);
            if (after.open()) contested.add(after.id());
            else returned++;
        }
    }

    /** By some sellers, each at a price of his own. */
    private List<UUID> list(int leads) {
        int parts = Math.clamp(leads / LEADS_OF_A_SELLER, 1, SELLERS_A_DAY);
        record Part(UUID seller, int leads, World.Terms terms) {}
        var all = IntStream.range(0, parts)
                .mapToObj(i -> new Part(
                        sellers.get(random.nextInt(sellers.size())),
                        leads * (i + 1) / parts - leads * i / parts,
                        world.terms()
                                .slots(SHARED_BY)
                                .price(500 + random.nextInt(1_500))
                                .expiresAt(clock.instant().plus(Duration.ofDays(1)))))
                .toList();
        return crowd.map(all, part -> world.listed(part.seller, part.leads, part.terms)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Request> requests(List<UUID> leads, int purchases) {
        int first = random.nextInt(buyers.size());
        List<Request> requests = new ArrayList<>(purchases);
        for (int n = 0; n < purchases; n++) {
            int other = n % SHARED_BY * (1 + random.nextInt(buyers.size() - 1));
            requests.add(world.request(
                    buyers.get((first + other + n / SHARED_BY) % buyers.size()), leads.get(n / SHARED_BY)));
        }
        return requests;
    }

    private List<Sold> buy(List<Request> requests) {
        List<Sold> sold = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += IN_LINE) {
            buy(requests.subList(from, Math.min(requests.size(), from + IN_LINE)), sold);
        }
        return sold;
    }

    private void buy(List<Request> requests, List<Sold> sold) {
        List<Future<Reply>> replies = requests.stream().map(desk::submit).toList();
        for (int i = 0; i < requests.size(); i++) {
            if (!(replies.get(i).await() instanceof Reply.Decided(var outcome, var answer)))
                throw new AssertionError(replies.get(i).await());
            switch (outcome) {
                case Outcome.Bought(var purchase, var left) -> {
                    bought++;
                    for (var sale : purchase.sales())
                        sold.add(new Sold(requests.get(i).buyer(), sale));
                }
                case Outcome.Declined(var reasons) ->
                    refused.merge(reasons.getFirst().refusal().code(), 1, Integer::sum);
            }
        }
    }

    /** The buyer asks, the seller answers. */
    private ReturnOutcome takeBack(Regret regret) {
        var sale = regret.sold.sale;
        var wish = new RequestReturn.Wish(
                sale.id(), regret.sold.buyer, ReturnReason.WRONG_NUMBER, regret.asCredit, null, "usr_year");
        var asked = world.database().inTxRetrying(tx -> market.requestReturn.request(tx, wish));
        if (!(asked instanceof Stands(var open))) return asked;
        if (!open.open()) return asked; // our own records decided
        return decide(new DecideReturn.Decision(open.id(), sale.seller(), regret.accepted, null, "usr_year"));
    }

    private void decideContested() {
        var decisions = contested.stream()
                .map(id -> new DecideReturn.Decision(id, null, random.nextBoolean(), null, "usr_operator"))
                .toList();
        contested = new ArrayList<>();
        crowd.each(decisions, decision -> assertThat(decide(decision)).isInstanceOf(Stands.class));
        returned += decisions.stream().filter(DecideReturn.Decision::accepted).count();
    }

    private ReturnOutcome decide(DecideReturn.Decision decision) {
        return world.database().inTxRetrying(tx -> market.decideReturn.decide(tx, decision));
    }

    private boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    @Override
    public void close() {
        desk.close();
    }
}
