package dev.galena.market.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Outcome.Declined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tax, promo credit and quota in the transaction of the sale. */
class SaleMoneyTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final BuyLeads buyLeads = WORLD.buyLeads();

    @Test
    void vatGoesToItsCountryAndRateAndOnlyThatTotalIsExpected() {
        Buyer buyer = WORLD.buyer(2_000);
        WORLD.run(tx -> tx.run("""
                insert into billing.tax_standing (party_id, country, category, rate_bps, rule, decided_at)
                values ($1, 'DE', 'S', 1900, 'test', now())""", buyer.id()));
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        assertThat(codes(buy(expecting(WORLD.request(buyer, lead), 1_000)))).containsExactly("price-changed");
        Purchase purchase = bought(buy(expecting(WORLD.request(buyer, lead), 1_190)));
        assertThat(purchase.total().minorUnits()).isEqualTo(1_190);
        assertThat(purchase.vat()).isEqualTo(190);
        assertThat(WORLD.balance(buyer)).isEqualTo(810);
        assertThat(WORLD.count("""
                select sum(t.amount)::bigint from billing.transfer t join billing.account c on c.id = t.credit_id
                where t.journal_id = $1 and c.kind = 'VAT_OUTPUT' and c.detail = 'DE 19.00'""", purchase.journal())).isEqualTo(190);
        var stored = WORLD.database().read(tx -> new Purchases().find(tx, buyer.id(), purchase.id()));
        assertThat(stored.orElseThrow()).isEqualTo(purchase);
        UUID other = WORLD.listed(WORLD.seller(), WORLD.terms());
        assertThat(codes(buy(WORLD.request(buyer, other)))).containsExactly("insufficient-funds");
    }

    @Test
    void promoCreditIsSpentFirst() {
        Buyer buyer = WORLD.buyer(1_000);
        post(Account.platform(AccountKind.MARKETING, World.USD), promo(buyer), 1_500);
        List<UUID> leads = WORLD.listed(WORLD.seller(), 3, WORLD.terms());
        assertThat(bought(buy(WORLD.request(buyer, leads.get(0)))).promo()).isEqualTo(1_000);
        assertThat(bought(buy(WORLD.request(buyer, leads.get(1)))).promo()).isEqualTo(500);
        assertThat(WORLD.balance(buyer)).isEqualTo(500);
        assertThat(codes(buy(WORLD.request(buyer, leads.get(2))))).containsExactly("insufficient-funds");
    }

    @Test
    void aQuotaPaysWhatItWasSoldFor() {
        Buyer buyer = WORLD.buyer(5_000);
        UUID quota = quota(buyer, 3, 1_000, "refused", null);
        List<UUID> leads = WORLD.listed(WORLD.seller(), 4, WORLD.terms());
        Purchase purchase = bought(buy(WORLD.request(buyer, leads.get(0), leads.get(1), leads.get(2))));
        assertThat(purchase.total().minorUnits()).isZero();
        assertThat(purchase.sales()).extracting(Sale::price).containsExactly(333L, 333L, 334L);
        assertThat(WORLD.balance(buyer)).isEqualTo(4_000);
        assertThat(balance(Account.platform(AccountKind.DEFERRED_REVENUE, World.USD)))
                .isZero();
        assertThat(WORLD.count("select used::bigint from billing.quota where id = $1", quota))
                .isEqualTo(3);
        assertThat(codes(buy(WORLD.request(buyer, leads.get(3))))).containsExactly("quota-exhausted");
        var some = new Wanted.These(List.of(leads.get(3)), true);
        assertThat(codes(buy(WORLD.request(buyer, Id.next().toString(), some, false))))
                .containsExactly("quota-exhausted");
        assertThat(WORLD.balance(buyer)).isEqualTo(4_000);
    }

    @Test
    void aQuotaForOtherLeadsPaysNothingAndIsNotWaitedFor() {
        Buyer buyer = WORLD.buyer(5_000);
        UUID quota = quota(buyer, 3, 1_000, "refused", null);
        WORLD.run(tx -> tx.run("update billing.quota set vertical = 'solar' where id = $1", quota));
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Purchase purchase = WORLD.database().inTx(tx -> {
            tx.rows("select from billing.quota where id = $1 for update", quota);
            return elsewhere(() -> bought(buy(WORLD.request(buyer, lead))));
        });
        assertThat(purchase.total().minorUnits()).isEqualTo(1_000);
        assertThat(WORLD.count("select used::bigint from billing.quota where id = $1", quota))
                .isZero();
        giveBack(buyer, 1_000);
    }

    @Test
    void aQuotaBeginsAndEndsByTheClockOfItsParty() {
        Buyer buyer = WORLD.buyer(5_000);
        UUID quota = quota(buyer, 3, 999, "priced", 1_500L);
        List<UUID> leads = WORLD.listed(WORLD.seller(), 3, WORLD.terms());
        assertThat(bought(buy(WORLD.request(buyer, leads.get(0)))).total().minorUnits())
                .isZero();
        ahead(buyer, Duration.ofDays(30));
        assertThat(bought(buy(WORLD.request(buyer, leads.get(1)))).total().minorUnits())
                .isEqualTo(1_000);
        WORLD.run(tx -> tx.run(
                "update billing.quota set starts_at = starts_at + interval '1 day', expires_at = expires_at + interval '1 day'"
                        + " where id = $1",
                quota));
        assertThat(bought(buy(WORLD.request(buyer, leads.get(2)))).total().minorUnits())
                .isZero();
        giveBack(buyer, 333);
    }

    @Test
    void racingSalesTakeExactlyWhatIsLeftOfAQuota() throws Exception {
        Buyer buyer = WORLD.buyer(1_000_000);
        quota(buyer, 17, 9_999, "priced", 1_111L);
        List<UUID> leads = WORLD.listed(WORLD.seller(), 40, WORLD.terms());
        List<Purchase> purchases = race(leads.stream()
                .map(lead -> (Callable<Purchase>) () -> bought(buy(WORLD.request(buyer, lead))))
                .toList());
        assertThat(purchases)
                .filteredOn(p -> p.sales().getFirst().charge().quota() != null)
                .hasSize(17);
        assertThat(purchases).filteredOn(p -> p.total().minorUnits() == 1_111).hasSize(23);
        assertThat(balance(Account.platform(AccountKind.DEFERRED_REVENUE, World.USD)))
                .isZero();
        assertThat(WORLD.balance(buyer)).isEqualTo(1_000_000 - 9_999 - 23 * 1_111);
    }

    @Test
    void sixtyFourRacingOnFundsForSevenBuySeven() throws Exception {
        Buyer buyer = WORLD.buyer(4_300);
        post(Account.platform(AccountKind.MARKETING, World.USD), promo(buyer), 2_999);
        List<UUID> leads = WORLD.listed(WORLD.seller(), 64, WORLD.terms());
        List<Boolean> sold = race(leads.stream()
                .map(lead -> (Callable<Boolean>) () -> buy(WORLD.request(buyer, lead)) instanceof Bought)
                .toList());
        assertThat(sold).filteredOn(yes -> yes).hasSize(7);
        assertThat(WORLD.balance(buyer) + balance(promo(buyer))).isEqualTo(299);
    }

    /** Of a quota that is not used up. */
    private static void giveBack(Buyer buyer, long value) {
        post(Account.platform(AccountKind.DEFERRED_REVENUE, World.USD), Account.wallet(buyer.id(), World.USD), value);
    }

    private static void ahead(Buyer buyer, Duration by) {
        WORLD.run(tx -> tx.run(
                "insert into billing.test_clock (party_id, ahead_ms) values ($1, $2)", buyer.id(), by.toMillis()));
    }

    private static <T> T elsewhere(Callable<T> task) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(task).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> race(List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(tasks)) results.add(each.get());
        }
        return results;
    }

    /** Paid for in advance from the wallet. */
    static UUID quota(Buyer buyer, int granted, long value, String overage, @Nullable Long price) {
        UUID id = Id.next();
        post(Account.wallet(buyer.id(), World.USD), Account.platform(AccountKind.DEFERRED_REVENUE, World.USD), value);
        WORLD.run(tx -> tx.run(
                """
                insert into billing.quota (id, subscription_id, party_id, period, vertical, price_max, currency, granted, value,
                  overage, overage_price, starts_at, expires_at)
                values ($1, $1, $2, 0, 'education', 2000, 'USD', $3, $4, $5, $6, $7, $8)""",
                id,
                buyer.id(),
                granted,
                value,
                overage,
                price,
                WORLD.clock.instant().minusSeconds(60),
                WORLD.clock.instant().plus(Duration.ofDays(30))));
        return id;
    }

    private static Account promo(Buyer buyer) {
        return Account.of(buyer.id(), AccountKind.BUYER_PROMO, World.USD);
    }

    static void post(Account from, Account to, long amount) {
        WORLD.run(tx -> {
            var now = WORLD.clock.instant();
            WORLD.accounts.open(tx, List.of(from, to), now);
            var transfer = new Transfer(from, to, new Money(amount, World.USD));
            WORLD.ledger.post(tx, List.of(new Journal(Id.next(), "test", Id.next(), now, List.of(transfer))));
        });
    }

    private static long balance(Account account) {
        return WORLD.database().inTx(tx -> WORLD.ledger.balance(tx, account)).minorUnits();
    }

    private static Request expecting(Request r, long total) {
        return new Request(r.buyer(), r.buyerName(), r.currency(), r.claim(), r.wanted(), r.exclusive(), total);
    }

    private Outcome buy(Request request) {
        Reply reply = buyLeads.buy(List.of(request)).getFirst();
        assertThat(reply).isInstanceOf(Reply.Decided.class);
        return ((Reply.Decided) reply).outcome();
    }

    private static Purchase bought(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Bought.class);
        return ((Bought) outcome).purchase();
    }

    private static List<String> codes(Outcome outcome) {
        return ((Declined) outcome)
                .reasons().stream().map(r -> r.refusal().code()).toList();
    }
}
