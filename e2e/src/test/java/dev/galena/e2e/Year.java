package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.FoldDeltas;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.db.Database;
import dev.galena.market.Marketplace;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.invoicing.NoteSales;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The market of {@link YearTest}: who trades, and what happens on a day. */
final class Year implements AutoCloseable {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofHours(1);
    private static final int AT_ONCE = 8;
    private static final int FAULTS = 50;
    private static final int FAULTS_FROM = 180;
    private static final int WHOLE_EVERY = 30;
    private static final int LAST_DAYS = 60;
    /** All clocks here are one. */
    private static final Duration SKEW_MAX = Duration.ofMillis(20);

    private final World world;
    private final Calendar clock =
            new Calendar(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(DAY));
    private final Marketplace market;
    private final NoteSales noteSales;
    private final FoldDeltas fold;
    private final Crowd crowd = new Crowd(AT_ONCE);
    private final YearTrade trade;
    private final YearMoney money;
    private final YearPlans plans;
    private final YearPostpaid postpaid;
    private final YearBooks books;
    private final Times times = new Times();
    private final List<UUID> sellers;
    private int day;

    Year(World world, Random random, int purchases) {
        this.world = world;
        Database database = world.database();
        market = new Marketplace(world.vertx(), database, world.master, clock, true);
        noteSales = new NoteSales(database, market.papers.lines, SKEW_MAX);
        fold = new FoldDeltas(database);
        sellers = IntStream.range(0, Math.clamp(purchases / 500, 3, 50))
                .mapToObj(i -> world.seller())
                .toList();
        List<Buyer> buyers = world.buyers(Math.clamp(purchases / 100, 10, 500), 0);
        long topUp = Math.max(20_000, 1_000L * purchases / buyers.size() / 10);
        profiles(buyers);
        money = new YearMoney(world.vertx(), database, market, clock, random, crowd);
        sellers.forEach(money::direct);
        trade = new YearTrade(world, market, random, clock, sellers, buyers, crowd, times);
        plans = new YearPlans(database, market.treasury.subscribing, random, some(buyers, i -> i % 3 == 0), topUp);
        postpaid = new YearPostpaid(
                database, market, money.importStatement, clock, random, some(buyers, i -> i % 5 == 2), 3 * topUp);
        money.prepaid(some(buyers, i -> i % 5 != 2), topUp);
        books = new YearBooks(database);
    }

    private static List<Buyer> some(List<Buyer> buyers, IntPredicate which) {
        return IntStream.range(0, buyers.size())
                .filter(which)
                .mapToObj(buyers::get)
                .toList();
    }

    private void profiles(List<Buyer> buyers) {
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

    /** A day on which so many purchases of the year shall have been made at its end. */
    void trade(long purchases) {
        times.of("top-ups", () -> money.day(day));
        times.of("plans", plans::day);
        times.of("postpaid", () -> postpaid.day(day));
        trade.day(Math.toIntExact(purchases - trade.bought));
    }

    /** The day ends: all that is done now and then is done, and the books are compared. */
    void endDay() {
        if (day >= FAULTS_FROM && day % 3 == 0 && money.faults.size() < FAULTS) money.fault(day);
        clock.forward(DAY);
        day++;
        money.tell(day);
        crowd.each(List.<Runnable>of(this::runJobs, this::note, this::fold), Runnable::run);
        note(); // what the jobs have released
        times.of("documents", () -> {
            while (market.papers.issueDocuments.run()) {}
        });
        fold();
        times.of("payouts", () -> money.payOut(sellers, day));
        times.of("reconciliation", money::reconcile);
        times.of("sums", () -> books.day(day));
        if (day % WHOLE_EVERY == 0) times.of("whole sums", () -> books.whole(day));
    }

    private void runJobs() {
        times.of("jobs", () -> {
            while (market.runJobs.run()) {}
        });
        // A job that fails is only logged: it stays behind.
        assertThat(world.count("select count(*) from billing.job where done_until < $1", now().minus(LATE)))
                .as("jobs that are late, day %d", day)
                .isZero();
    }

    private void note() {
        times.of("notes", () -> {
            while (noteSales.run()) {}
        });
    }

    private void fold() {
        times.of("fold", () -> {
            while (fold.fold() > 0) {}
        });
    }

    /** Two months without trade, in which all that was promised falls due. */
    void end() throws InterruptedException {
        for (int i = 0; i < LAST_DAYS; i++) {
            postpaid.day(day);
            endDay();
        }
        Thread.sleep(SKEW_MAX); // sales are noted once nobody can bring older ones
        endDay();
        books.whole(day);
        money.everyFaultIsFound(FAULTS);
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public String toString() {
        return """
                %d days, %d purchases, refused %s, %d returned, %d top-ups, %d disputed, %d payouts, %d faults found; \
                subscribers: %s, charged %d times, %d times too little in the wallet; %d cycles closed, %d paid later; seconds: %s""".formatted(
                        day,
                        trade.bought,
                        trade.refused,
                        trade.returned,
                        money.topUps.get(),
                        money.disputed,
                        money.paidOut,
                        money.faults.size(),
                        plans.acts,
                        world.count("select count(*) from billing.subscription_charge"),
                        world.count("select count(*) from market.event where type = 'subscription.past_due'"),
                        world.count("select count(*) from billing.postpaid_cycle where owed > 0"),
                        postpaid.paid,
                        times);
    }

    @Override
    public void close() {
        trade.close();
        money.close();
        crowd.close();
    }
}
