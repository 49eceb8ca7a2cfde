package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Period;
import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.delivery.Events;
import dev.galena.market.pricing.PriceRules;
import dev.galena.market.pricing.PublishDeals;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Sale;
import dev.galena.market.vertical.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests do with money after a sale, at a time of their own. */
final class AfterSale {

    final PriceRules rules = new PriceRules();
    Duration ahead = Duration.ZERO;
    private final World world;
    private final PublishDeals publish;
    private final RequestReturn requestReturn;
    private final DecideReturn decideReturn;
    private final ReleaseShares releaseShares;
    private final ChangeLevel changeLevel;

    AfterSale(World world) {
        this.world = world;
        publish = new PublishDeals(world.database(), rules, world.clock, Duration.ZERO);
        var clocks = new Clocks(this::now);
        var refunds = new Refunds(world.ledger);
        releaseShares = new ReleaseShares(world.ledger, world.accounts);
        decideReturn = new DecideReturn(clocks, new Events(), refunds, releaseShares);
        requestReturn = new RequestReturn(clocks, new Events(), new OwnRecords(world.consents), decideReturn);
        changeLevel =
                new ChangeLevel(world.ledger, clocks, new Events(), refunds, new LevelPrices(world.verticals, rules));
    }

    private Instant now() {
        return world.clock.instant().plus(ahead);
    }

    Buyer german(long funds) {
        Buyer buyer = world.buyer(funds);
        world.run(tx -> tx.run("""
                insert into billing.tax_standing (party_id, country, category, rate_bps, rule, decided_at)
                values ($1, 'DE', 'S', 1900, 'test', now())""", buyer.id()));
        return buyer;
    }

    void agree(Buyer buyer, long price) {
        agree(buyer, new Money(price, World.USD));
    }

    void noAgreements(Buyer buyer) {
        agree(buyer, (Money) null);
    }

    private void agree(Buyer buyer, @Nullable Money price) {
        int vertical = world.verticals.current("education").orElseThrow().id();
        publish.price(new PublishDeals.Agreed(buyer.id(), vertical, null, false, price, null, "test"));
        world.run(world.deals::refresh);
    }

    Sale buy(Buyer buyer, UUID lead) {
        return buyAll(buyer, List.of(lead)).getFirst();
    }

    List<Sale> buyAll(Buyer buyer, List<UUID> leads) {
        var reply = world.buyLeads()
                .buy(List.of(world.request(buyer, leads.toArray(UUID[]::new))))
                .getFirst();
        return ((Bought) ((Reply.Decided) reply).outcome()).purchase().sales();
    }

    ReturnOutcome request(@Nullable Buyer buyer, Sale sale, @Nullable Long amount) {
        return request(buyer, sale, amount, false);
    }

    ReturnOutcome because(Buyer buyer, Sale sale, ReturnReason reason) {
        var wish = new RequestReturn.Wish(sale.id(), buyer.id(), reason, false, null, "test");
        return world.database().inTx(tx -> requestReturn.request(tx, wish));
    }

    ReturnOutcome requestCredit(Buyer buyer, Sale sale) {
        return request(buyer, sale, null, true);
    }

    private ReturnOutcome request(@Nullable Buyer buyer, Sale sale, @Nullable Long amount, boolean credit) {
        var wish = new RequestReturn.Wish(
                sale.id(), buyer == null ? null : buyer.id(), ReturnReason.WRONG_NUMBER, credit, amount, "test");
        return world.database().inTx(tx -> requestReturn.request(tx, wish));
    }

    /** {@code seller}: null for the operator. */
    ReturnOutcome decide(LeadReturn about, @Nullable UUID seller, boolean accepted) {
        var decision = new DecideReturn.Decision(about.id(), seller, accepted, null, "test");
        return world.database().inTxRetrying(tx -> decideReturn.decide(tx, decision));
    }

    void accept(ReturnOutcome requested, @Nullable UUID seller) {
        assertThat(stands(decide(stands(requested), seller, true)).state()).isEqualTo(LeadReturn.State.ACCEPTED);
    }

    LeadReturn stands(ReturnOutcome outcome) {
        assertThat(outcome).isInstanceOf(ReturnOutcome.Stands.class);
        return ((ReturnOutcome.Stands) outcome).lead();
    }

    Parts left(Sale sale) {
        return world.database()
                .inTx(tx -> new SoldLeads().lock(tx, sale.id()).orElseThrow().left());
    }

    LevelOutcome level(Sale sale, @Nullable UUID party, Level level) {
        return world.database()
                .inTxRetrying(tx -> changeLevel.change(tx, new ChangeLevel.Wish(sale.id(), party, level)));
    }

    /** What a job of long periods would do now. */
    void release() {
        var period = new Period(now().minus(Duration.ofDays(60)), now());
        boolean more = true;
        while (more) more = world.database().<Boolean>inTx(tx -> releaseShares.run(tx, period));
    }

    UUID quota(Buyer buyer, int granted, long value) {
        UUID id = Id.next();
        post(Account.wallet(buyer.id(), World.USD), Account.platform(AccountKind.DEFERRED_REVENUE, World.USD), value);
        world.run(tx -> tx.run(
                """
                insert into billing.quota (id, subscription_id, party_id, period, currency, granted, value, overage, starts_at,
                  expires_at)
                values ($1, $1, $2, 0, 'USD', $3, $4, 'refused', $5, $6)""",
                id,
                buyer.id(),
                granted,
                value,
                world.clock.instant().minusSeconds(60),
                world.clock.instant().plus(Duration.ofDays(30))));
        return id;
    }

    void promo(Buyer buyer, long amount) {
        post(
                Account.platform(AccountKind.MARKETING, World.USD),
                Account.of(buyer.id(), AccountKind.BUYER_PROMO, World.USD),
                amount);
    }

    long promo(Buyer buyer) {
        return balance(Account.of(buyer.id(), AccountKind.BUYER_PROMO, World.USD));
    }

    long deferred() {
        return balance(Account.platform(AccountKind.DEFERRED_REVENUE, World.USD));
    }

    long pending(UUID seller) {
        return balance(Account.of(seller, AccountKind.SELLER_PENDING, World.USD));
    }

    long payable(UUID seller) {
        return balance(Account.of(seller, AccountKind.SELLER_PAYABLE, World.USD));
    }

    long balance(Account account) {
        return world.database().inTx(tx -> world.ledger.balance(tx, account)).minorUnits();
    }

    void post(Account from, Account to, long amount) {
        world.run(tx -> {
            var now = world.clock.instant();
            world.accounts.open(tx, List.of(from, to), now);
            var transfer = new Transfer(from, to, new Money(amount, World.USD));
            world.ledger.post(tx, List.of(new Journal(Id.next(), "test", Id.next(), now, List.of(transfer))));
        });
    }
}
