package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.FoldDeltas;
import dev.galena.billing.Money;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.db.Database;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Outcome;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Sale;
import dev.galena.market.returns.DecideReturn;
import dev.galena.market.returns.RequestReturn;
import dev.galena.market.returns.ReturnOutcome;
import dev.galena.market.returns.ReturnReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** The market of {@link YearTest}: who trades, and what happens on a day. Whatever is sold is sold to two buyers. */
final class Year implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int AT_ONCE = 64;
    private static final int RETURNED_PERCENT = 10;
    private static final int SHARED_BY = 2;
    private static final int FAULTS = 50;
    private static final int FAULTS_FROM = 180;

    private final World world;
    private final Random random;
    private final Calendar clock =
            new Calendar(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAY));
    private final Marketplace market;
    private final BuyLeads buyLeads;
    private final FoldDeltas fold;
    private final YearMoney money;
    private final List<UUID> sellers;
    private final List<Buyer> buyers;
    private final long topUp;
    private int day;
    private long bought;
    private long refused;
    private long returned;

    Year(World world, Random random, int purchases) {
        this.world = world;
        this.random = random;
        Database database = world.database();
        market = new Marketplace(world.vertx(), database, world.master, clock, true);
        buyLeads = new BuyLeads(
                database,
                market.trade,
                market.idempotency,
                (request, outcome) -> new KeptAnswer(200, new byte[0]),
                clock);
        fold = new FoldDeltas(database);
        money = new YearMoney(world.vertx(), database, market, clock, random);
        sellers = IntStream.range(0, Math.clamp(purchases / 500, 3, 50))
                .mapToObj(i -> world.seller())
                .toList();
        buyers = world.buyers(Math.clamp(purchases / 100, 10, 500), 0);
        topUp = Math.max(20_000, 1_000L * purchases / buyers.size() / 10);
        profiles();
        sellers.forEach(money::direct);
    }

    private void profiles() {
        save(Profile.PLATFORM, "DE", "DE136695976", true);
        for (int i = 0; i < sellers.size(); i++) save(sellers.get(i), i % 2 == 0 ? "DE" : "US", null, true);
        for (int i = 0; i < buyers.size(); i++) {
            switch (i % 4) {
                case 0 -> save(buyers.get(i).id(), "DE", "DE129273398", false);
                case 1 -> save(buyers.get(i).id(), "FR", "FR40303265045", false);
                case 2 -> save(buyers.get(i).id(), "AT", null, false);
                default -> save(buyers.get(i).id(), "US", null, false);
            }
        }
    }

    private void save(UUID party, String country, String vatId, boolean selfBilling) {
        market.papers.saveProfile.save(new Profile(
                party,
                "Party " + party,
                "Street 1",
                "Town",
                "10115",
                null,
                country,
                vatId,
                "HRB 1",
                "billing@example.com",
                Frequency.MONTHLY,
                ZoneId.of("Europe/Berlin"),
                selfBilling));
    }

    /** So many purchases, on a day of their own. */
    void trade(int purchases) {
        fill();
        List<Request> requests = requests(purchases);
        List<Sold> sold = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += AT_ONCE) {
            var some = requests.subList(from, Math.min(requests.size(), from + AT_ONCE));
            var replies = buyLeads.buy(some);
            for (int i = 0; i < some.size(); i++) {
                if (replies.get(i) instanceof Reply.Decided(Outcome.Bought(var purchase, var left), var answer)) {
                    bought++;
                    sold.add(new Sold(some.get(i).buyer(), purchase.sales().getFirst()));
                } else refused++;
            }
        }
        for (Sold each : sold) if (random.nextInt(100) < RETURNED_PERCENT) takeBack(each);
    }

    private record Sold(UUID buyer, Sale sale) {}

    /** Whoever has less than a quarter of his usual amount pays in. */
    private void fill() {
        for (Buyer buyer : buyers) {
            if (world.balance(buyer) < topUp / 4) money.topUp(buyer.id(), new Money(topUp, World.USD), day);
        }
        money.tell(day);
    }

    private List<Request> requests(int purchases) {
        UUID seller = sellers.get(random.nextInt(sellers.size()));
        var terms = world.terms()
                .slots(SHARED_BY)
                .price(500 + random.nextInt(1_500))
                .expiresAt(clock.instant().plus(DAY));
        List<UUID> leads = world.listed(seller, (purchases + SHARED_BY - 1) / SHARED_BY, terms);
        List<Request> requests = new ArrayList<>(purchases);
        for (int n = 0; n < purchases; n++) {
            int buyer = (n % SHARED_BY * (1 + random.nextInt(buyers.size() - 1)) + n / SHARED_BY) % buyers.size();
            requests.add(world.request(buyers.get(buyer), leads.get(n / SHARED_BY)));
        }
        return requests;
    }

    private void takeBack(Sold sold) {
        var wish = new RequestReturn.Wish(
                sold.sale.id(), sold.buyer, ReturnReason.WRONG_NUMBER, random.nextInt(5) == 0, null, "usr_year");
        var asked = world.database().inTx(tx -> market.requestReturn.request(tx, wish));
        if (!(asked instanceof ReturnOutcome.Stands(var lead))) throw new AssertionError(asked);
        if (!lead.open()) return;
        boolean accepted = random.nextInt(10) > 0;
        var decision = new DecideReturn.Decision(lead.id(), sold.sale.seller(), accepted, null, "usr_year");
        ReturnOutcome decided = world.database().inTx(tx -> market.decideReturn.decide(tx, decision));
        assertThat(decided).isInstanceOf(ReturnOutcome.Stands.class);
        if (accepted) returned++;
    }

    /** The day ends: all that is done now and then is done. */
    void endDay() {
        if (day >= FAULTS_FROM && day % 3 == 0 && money.faults < FAULTS) money.fault();
        clock.forward(DAY);
        day++;
        money.tell(day);
        while (market.runJobs.run()) {}
        while (market.papers.noteSales.run()) {}
        while (market.papers.issueDocuments.run()) {}
        while (fold.fold() > 0) {}
        money.payOut(sellers, day);
        money.reconcile();
    }

    /** Of each currency. */
    List<Long> sums() {
        return market.treasury.proveLedger.prove(false).sums().stream()
                .map(sum -> sum.sum().minorUnits())
                .toList();
    }

    /** Two months without trade, in which all that was promised falls due. */
    void end() throws InterruptedException {
        Thread.sleep(6_000); // sales are noted once nobody can bring older ones
        for (int i = 0; i < 60; i++) endDay();
        money.everyFaultIsFound(FAULTS);
    }

    @Override
    public String toString() {
        return "%d days, %d purchases, %d refused, %d returned, %d top-ups, %d disputed, %d payouts, %d faults found"
                .formatted(day, bought, refused, returned, money.topUps, money.disputed, money.paidOut, money.faults);
    }

    @Override
    public void close() {
        money.close();
    }
}
