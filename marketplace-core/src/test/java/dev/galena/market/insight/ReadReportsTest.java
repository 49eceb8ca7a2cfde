package dev.galena.market.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Credit;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallets;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.market.insight.ReadReports.Kind;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A small history, its figures worked out by hand. Its days are those of New York. */
class ReadReportsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "billing", "market");
    private static final Instant NOW = Instant.parse("2026-03-25T14:00:00Z");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Currency USD = Currency.getInstance("USD");

    private static Happened happened;
    private static UUID seller;
    private static UUID otherSeller;
    private static UUID buyer;
    private static UUID batch;

    @BeforeAll
    static void tell() {
        var verticals = new Verticals();
        new SeedVerticals(DB.database(), verticals, InstantSource.fixed(NOW)).run();
        happened = new Happened(
                DB.database(), verticals.current("education").orElseThrow().id());
        seller = happened.party("seller", "USD", "America/New_York");
        otherSeller = happened.party("seller", "USD", "UTC");
        buyer = happened.party("buyer", "USD", "UTC");
        UUID otherBuyer = happened.party("buyer", "USD", "UTC");
        UUID web = happened.source(seller, "web");
        UUID api = happened.source(seller, "api");
        String counts =
                "{\"accepted\":3,\"rejected\":2,\"duplicates\":1,\"unsellable\":1,\"by_code\":{\"invalid-phone\":2,\"duplicate\":1}}";
        batch = happened.batch(seller, web, "2026-03-02T15:00:00Z", 6, counts, false);
        happened.batch(seller, web, "2026-03-02T14:00:00Z", 6, counts, true);
        UUID first = happened.lead(seller, web, batch, "2026-03-02T14:00:00Z", "2026-03-02T15:01:00Z", 1_000);
        happened.lead(seller, web, batch, "2026-03-20T14:00:00Z", "2026-03-02T15:01:00Z", 1_000);
        happened.lead(seller, web, batch, "2026-03-20T13:00:00Z", "2026-03-02T15:16:00Z", 1_200);
        // Half past eleven at night in New York, tomorrow in UTC.
        UUID late = happened.lead(seller, api, null, "2026-03-03T04:30:00Z", "2026-03-03T04:30:00Z", 3_000);
        UUID others = happened.lead(
                otherSeller,
                happened.source(otherSeller, "web"),
                null,
                "2026-03-04T12:00:00Z",
                "2026-03-04T12:00:00Z",
                500);
        happened.change("update market.listing set status = 'withdrawn' where lead_id = $1", first);
        UUID sold = happened.sale(first, 1, buyer, "2026-03-02T15:10:00Z", 1_000, 150, 1_000, false);
        happened.sale(first, 2, otherBuyer, "2026-03-10T15:10:00Z", 900, 50, 1_000, false);
        UUID alone = happened.sale(late, 1, buyer, "2026-03-20T05:00:00Z", 3_000, 300, 3_000, true);
        happened.change(
                "update market.listing set status = 'exhausted', sold = 1, max_sales = 1 where lead_id = $1", late);
        happened.sale(others, 1, buyer, "2026-03-04T12:00:30Z", 500, 0, 500, false);
        happened.returned(sold, "wrong-number", "2026-03-12T10:00:00Z", true, 850, 150);
        happened.returned(alone, "minor", "2026-03-21T10:00:00Z", false, 0, 0);
        happened.looked(buyer, first, "contact.revealed", "2026-03-02T15:12:00Z");
        happened.looked(buyer, first, "contact.exported", "2026-03-04T15:12:00Z");
        happened.looked(otherSeller, late, "contact.revealed", "2026-03-20T05:00:01Z");
        happened.looked(buyer, late, "trail.read", "2026-03-20T05:00:01Z");
        move();
        count();
        new CountStock(DB.database(), InstantSource.fixed(NOW)).run();
    }

    /** 850 earned on the 2nd, released on the 9th, 500 of it paid out on the 11th, of which nothing comes back. */
    private static void move() {
        var ledger = new Ledger();
        var accounts = new Accounts();
        DB.database().inTx(tx -> {
            accounts.openBuyer(tx, buyer, USD, NOW);
            accounts.openSeller(tx, seller, USD, NOW);
            accounts.open(tx, null, AccountKind.PAYOUT_CLEARING, USD, NOW);
            var in = new Credit(Id.next(), buyer, new Money(5_000, USD), Credit.Source.BANK);
            return new Wallets(accounts, ledger).credit(tx, in, Instant.parse("2026-03-01T12:20:00Z"));
        });
        var pending = Account.of(seller, AccountKind.SELLER_PENDING, USD);
        var payable = Account.of(seller, AccountKind.SELLER_PAYABLE, USD);
        post(ledger, "purchase", "2026-03-02T15:10:00Z", Account.wallet(buyer, USD), pending, 850);
        post(ledger, "release", "2026-03-10T02:00:00Z", pending, payable, 850);
        var outside = Account.platform(AccountKind.PAYOUT_CLEARING, USD);
        post(ledger, "payout", "2026-03-11T12:00:00Z", payable, outside, 500);
        post(ledger, "purchase", "2026-04-02T15:10:00Z", Account.wallet(buyer, USD), pending, 70);
    }

    private static void post(Ledger ledger, String kind, String at, Account from, Account to, long amount) {
        DB.database().inTx(tx -> {
            var transfer = new Transfer(from, to, new Money(amount, USD));
            ledger.post(tx, List.of(new Journal(Id.next(), kind, Id.next(), Instant.parse(at), List.of(transfer))));
            return tx;
        });
    }

    /** Ids of this very millisecond wait for the next. */
    private static void count() {
        var tally = new TallyFacts(DB.database(), Duration.ZERO);
        long facts = 5 + 4 + 1 + 2 + 4 + 5;
        for (long seen = 0; seen < facts; seen = seen()) tally.run();
        tally.run();
    }

    private static long seen() {
        return DB.database().inTx(tx -> tx.rows("""
                        select (select count(*) from market.lead, market.tally_mark where fact = 'lead' and id <= upto)
                          + (select count(*) from market.sale, market.tally_mark where fact = 'sale' and id <= upto)
                          + (select count(*) from market.sale_change, market.tally_mark where fact = 'sale-change' and id <= upto)
                          + (select count(*) from market.sale_return, market.tally_mark where fact = 'sale-return' and id <= upto)
                          + (select count(*) from billing.journal, market.tally_mark where fact = 'journal' and id <= upto)
                          + (select count(*) from market.access_record, market.tally_mark where fact = 'look' and id <= upto)""").getFirst().getLong(0));
    }

    @AfterAll
    static void close() {
        DB.close();
        VERTX.close();
    }

    private static Question march(@Nullable UUID party) {
        return new Question(
                party,
                NOW,
                LocalDate.parse("2026-03-01"),
                LocalDate.parse("2026-03-31"),
                NEW_YORK,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                false);
    }

    private static Question by(Question q, String by) {
        return new Question(
                q.party(),
                q.now(),
                q.from(),
                q.to(),
                q.zone(),
                q.currency(),
                by,
                q.batch(),
                q.source(),
                q.vertical(),
                q.exclusive(),
                q.market(),
                q.buyer());
    }

    private static List<String> read(Kind kind, Question question) {
        return new ReadReports(DB.database())
                .read(kind, question).rows().stream()
                        .map(row -> String.join(
                                " ", row.stream().map(ReadReportsTest::text).toList()))
                        .toList();
    }

    private static String text(@Nullable Object cell) {
        return cell instanceof Money money ? Long.toString(money.minorUnits()) : String.valueOf(cell);
    }

    @Test
    void theFunnelOfEachBatchAndOfSingleLeads() {
        assertThat(read(Kind.FUNNEL, march(seller)))
                .containsExactlyInAnyOrder(
                        seller + " " + batch + " web education 2026-03-02 6 3 2 1 2 1 850 USD",
                        seller + " null api education 2026-03-02 1 1 1 1 1 0 2700 USD");
        assertThat(read(Kind.FUNNEL, by(march(seller), "day")))
                .containsExactly("null null null null 2026-03-02 7 4 3 2 3 1 3550 USD");
        assertThat(read(Kind.FUNNEL, by(march(null), "source")))
                .containsExactlyInAnyOrder(
                        seller + " null web null 2026-03-02 6 3 2 1 2 1 850 USD",
                        seller + " null api null 2026-03-02 1 1 1 1 1 0 2700 USD",
                        otherSeller + " null web null 2026-03-04 1 1 1 1 1 0 500 USD");
        assertThat(read(Kind.FUNNEL, march(otherSeller))).hasSize(1);
        assertThat(read(Kind.FUNNEL, march(buyer))).isEmpty();
    }

    @Test
    void stockByAge() {
        assertThat(read(Kind.STOCK, march(seller))).containsExactly("education PT72H PT168H 2 1000 USD");
        assertThat(read(Kind.STOCK, march(otherSeller))).containsExactly("education PT336H PT720H 1 500 USD");
        assertThat(read(Kind.STOCK, march(null))).hasSize(2);
        assertThat(read(Kind.STOCK, march(buyer))).isEmpty();
    }

    @Test
    void whyRowsAndLeadsCameBack() {
        assertThat(read(Kind.QUALITY, march(seller)))
                .containsExactly(
                        seller + " web reject invalid-phone 2 2 USD",
                        seller + " api return minor 1 0 USD",
                        seller + " web reject duplicate 1 1 USD",
                        seller + " web return wrong-number 1 1 USD");
        assertThat(read(Kind.QUALITY, march(otherSeller))).isEmpty();
    }

    @Test
    void howManyWeeksUntilLeadsAreSold() {
        assertThat(read(Kind.COHORT, march(seller))).containsExactly("2026-03-02 4 0 1 USD", "2026-03-02 4 2 1 USD");
        assertThat(read(Kind.COHORT, march(otherSeller))).containsExactly("2026-03-02 1 0 1 USD");
        assertThat(read(Kind.COHORT, march(buyer))).isEmpty();
    }

    @Test
    void pricesAreThoseInTheMiddleOfTheList() {
        assertThat(read(Kind.PRICES, march(seller)))
                .containsExactly(
                        "2026-03-02 education mql 4 1000 1 1000 USD", "2026-03-10 education mql null null 1 1000 USD");
        var q = march(buyer);
        var all = new Question(
                q.party(), NOW, q.from(), q.to(), NEW_YORK, "USD", null, null, null, null, false, true, true);
        assertThat(read(Kind.PRICES, all))
                .as("days with few are blank")
                .containsExactly(
                        "2026-03-02 education mql 4 1000 null null USD",
                        "2026-03-04 education mql null null null null USD",
                        "2026-03-10 education mql null null null null USD");
        var alone = new Question(
                seller, NOW, q.from(), q.to(), NEW_YORK, "USD", null, null, null, null, true, false, false);
        assertThat(read(Kind.PRICES, alone)).containsExactly("2026-03-20 education mql null null 1 3000 USD");
    }

    @Test
    void speedOfBuyingAndOfTheFirstLook() {
        assertThat(nonZero(read(Kind.SPEED, march(seller))))
                .containsExactly("bought PT1H PT4H 1 USD", "bought PT168H null 2 USD", "looked PT1M PT5M 1 USD");
        var q = march(buyer);
        var bought =
                new Question(buyer, NOW, q.from(), q.to(), NEW_YORK, "USD", null, null, null, null, false, false, true);
        assertThat(nonZero(read(Kind.SPEED, bought)))
                .containsExactly(
                        "bought PT0S PT1M 1 USD",
                        "bought PT1H PT4H 1 USD",
                        "bought PT168H null 1 USD",
                        "looked PT1M PT5M 1 USD");
    }

    private static List<String> nonZero(List<String> rows) {
        return rows.stream().filter(row -> !row.endsWith(" 0 USD")).toList();
    }

    @Test
    void leadsAndMoneyByTheHour() {
        var hours = read(Kind.FLOW, march(seller));
        assertThat(hours).as("up to now; the eighth had an hour less").hasSize(24 * 24 - 1 + 10);
        assertThat(hours.stream().filter(row -> !row.contains(" 0 0 0 0 0 0 ")))
                .containsExactly(
                        "2026-03-02T15:00:00Z 3 1 0 0 0 0 USD",
                        "2026-03-03T04:00:00Z 1 0 0 0 0 0 USD",
                        "2026-03-10T15:00:00Z 0 1 0 0 0 0 USD",
                        "2026-03-11T12:00:00Z 0 0 0 0 0 500 USD",
                        "2026-03-12T10:00:00Z 0 0 0 1 0 0 USD",
                        "2026-03-20T05:00:00Z 0 1 0 0 0 0 USD");
        assertThat(read(Kind.FLOW, by(march(buyer), "day")).stream().filter(row -> !row.contains(" 0 0 0 0 0 0 ")))
                .containsExactly(
                        "2026-03-01T05:00:00Z 0 0 0 0 5000 0 USD",
                        "2026-03-02T05:00:00Z 0 0 1 0 0 0 USD",
                        "2026-03-04T05:00:00Z 0 0 1 0 0 0 USD",
                        "2026-03-12T04:00:00Z 0 0 0 1 0 0 USD",
                        "2026-03-20T04:00:00Z 0 0 1 0 0 0 USD");
        assertThat(read(Kind.FLOW, by(march(null), "day")).stream().filter(row -> row.startsWith("2026-03-12")))
                .as("one return is one, though it has two sides")
                .containsExactly("2026-03-12T04:00:00Z 0 0 0 1 0 0 USD");
    }

    @Test
    void aSellersMoneyAtTheEndOfEachDay() {
        var q = march(seller);
        var days = read(
                Kind.EARNINGS,
                new Question(
                        seller, NOW, q.from(), q.to(), NEW_YORK, "USD", null, null, null, null, false, false, false));
        assertThat(days).hasSize(31);
        assertThat(days.subList(0, 11))
                .containsExactly(
                        "2026-03-01 0 0 0 0 0 USD",
                        "2026-03-02 850 850 0 0 0 USD",
                        "2026-03-03 0 850 0 0 0 USD",
                        "2026-03-04 0 850 0 0 0 USD",
                        "2026-03-05 0 850 0 0 0 USD",
                        "2026-03-06 0 850 0 0 0 USD",
                        "2026-03-07 0 850 0 0 0 USD",
                        "2026-03-08 0 850 0 0 0 USD",
                        "2026-03-09 0 0 850 0 0 USD",
                        "2026-03-10 0 0 850 0 0 USD",
                        "2026-03-11 0 0 350 0 500 USD");
        assertThat(days.getLast()).as("what comes later is not in it").isEqualTo("2026-03-31 0 0 350 0 0 USD");
    }

    @Test
    void aPeriodIsBounded() {
        assertThatThrownBy(() -> new Question(
                        null,
                        NOW,
                        LocalDate.MIN,
                        LocalDate.MAX,
                        NEW_YORK,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
