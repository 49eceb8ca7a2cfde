package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Reversals;
import dev.galena.db.Seeds;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Sale;
import dev.galena.market.returns.LeadReturn.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Money of leads that are returned, before and after it was released to the seller. */
class ReturnsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AfterSale after = new AfterSale(WORLD);

    @Test
    void allGoesBackWhereItCameFromAndTheSlotStaysTaken() {
        Buyer buyer = after.german(1_190);
        UUID seller = WORLD.seller();
        long fees = after.balance(Account.platform(AccountKind.PLATFORM_FEE, World.USD));
        Sale sale = after.buy(buyer, WORLD.listed(seller, WORLD.terms()));
        assertThat(WORLD.balance(buyer)).isZero();
        var returned = after.stands(after.request(buyer, sale, null));
        assertThat(after.request(buyer, sale, null)).isEqualTo(new ReturnOutcome.AlreadyOpen());
        var ended = after.stands(after.decide(returned, seller, true));
        assertThat(ended.state()).isEqualTo(State.ACCEPTED);
        assertThat(ended.refunded()).isEqualTo(1_190);
        assertThat(WORLD.balance(buyer)).isEqualTo(1_190);
        assertThat(after.pending(seller)).isZero();
        assertThat(after.balance(Account.platform(AccountKind.PLATFORM_FEE, World.USD)))
                .isEqualTo(fees);
        assertThat(WORLD.count("select sold::bigint from market.listing where lead_id = $1", sale.lead()))
                .isEqualTo(1);
        assertThat(after.request(buyer, sale, null)).isEqualTo(new ReturnOutcome.NothingLeft());
        assertThat(after.decide(returned, seller, true)).isEqualTo(new ReturnOutcome.AlreadyDecided());
        assertThat(WORLD.count(
                        "select count(*) from market.event where type = 'return.accepted' and party_id = any($1)",
                        (Object) new UUID[] {buyer.id(), seller}))
                .isEqualTo(2);
    }

    @Test
    void whoDecidesAndUntilWhen() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 3, WORLD.terms());
        Sale sale = after.buy(buyer, leads.get(0));
        assertThat(after.request(WORLD.buyer(0), sale, null)).isEqualTo(new ReturnOutcome.NotFound());
        assertThat(after.request(buyer, sale, 1_001L)).isInstanceOf(ReturnOutcome.TooMuch.class);
        var contested = after.stands(after.decide(after.stands(after.request(buyer, sale, null)), seller, false));
        assertThat(contested.state()).isEqualTo(State.CONTESTED);
        assertThat(after.decide(contested, WORLD.seller(), true)).isEqualTo(new ReturnOutcome.NotFound());
        assertThat(after.decide(contested, seller, true)).isEqualTo(new ReturnOutcome.OperatorDecides());
        assertThat(after.stands(after.decide(contested, null, false)).state()).isEqualTo(State.DENIED);

        Sale late = after.buy(buyer, leads.get(1));
        var open = after.stands(after.request(buyer, late, 400L));
        after.ahead = Duration.ofDays(2);
        assertThat(after.decide(open, seller, true)).isEqualTo(new ReturnOutcome.OperatorDecides());
        assertThat(after.stands(after.decide(open, null, true)).refunded()).isEqualTo(400);

        Sale tooLate = after.buy(buyer, leads.get(2));
        after.ahead = Duration.ofDays(7).plusSeconds(5);
        assertThat(after.request(buyer, tooLate, null)).isInstanceOf(ReturnOutcome.WindowClosed.class);
        assertThat(after.request(null, tooLate, null)).isInstanceOf(ReturnOutcome.Stands.class);
    }

    @Test
    void creditInsteadOfMoneyAndCreditForWhatCreditPaid() {
        Buyer buyer = WORLD.buyer(10_000);
        after.promo(buyer, 700);
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 2, WORLD.terms());
        Sale half = after.buy(buyer, leads.get(0));
        after.accept(after.request(buyer, half, 500L), seller);
        assertThat(after.promo(buyer)).isEqualTo(350);
        assertThat(WORLD.balance(buyer)).isEqualTo(9_850);
        after.accept(after.request(buyer, half, null), seller);
        assertThat(after.promo(buyer)).isEqualTo(700);
        assertThat(WORLD.balance(buyer)).isEqualTo(10_000);
        Sale paid = after.buy(buyer, leads.get(1));
        after.accept(after.requestCredit(buyer, paid), seller);
        assertThat(after.promo(buyer)).isEqualTo(1_000);
        assertThat(WORLD.balance(buyer)).isEqualTo(9_700);
    }

    @Test
    void aQuotasUnitIsGivenBackToTheCent() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 4, WORLD.terms());
        UUID quota = after.quota(buyer, 3, 1_000);
        long deferred = after.deferred();
        List<Sale> sales = new ArrayList<>();
        for (UUID lead : leads.subList(0, 3)) sales.add(after.buy(buyer, lead));
        assertThat(after.deferred()).isEqualTo(deferred - 1_000);
        assertThat(after.request(buyer, sales.get(0), 100L)).isEqualTo(new ReturnOutcome.NotDivisible());
        // The first was worth 333; the unit that is free again is the third, worth 334.
        after.accept(after.request(buyer, sales.get(0), null), seller);
        assertThat(after.deferred()).isEqualTo(deferred - 666);
        assertThat(WORLD.count("select used::bigint from billing.quota where id = $1", quota))
                .isEqualTo(2);
        assertThat(after.buy(buyer, leads.get(3)).price()).isEqualTo(334);
        assertThat(after.deferred()).isEqualTo(deferred - 1_000);
        assertThat(WORLD.balance(buyer)).isEqualTo(9_000);
        // Once the quota is closed its unit is of no use: credit for it.
        WORLD.run(tx -> tx.run("update billing.quota set closed = true where id = $1", quota));
        after.accept(after.request(buyer, sales.get(1), null), seller);
        assertThat(after.promo(buyer)).isEqualTo(333);
    }

    @Test
    void sharesAreReleasedWhenTheWindowEndsLessTheReserveAndLateReturnsAreOwed() {
        Buyer buyer = WORLD.buyer(100_000);
        UUID seller = WORLD.seller();
        new SetReserve(WORLD.database(), WORLD.clock).set(seller, 2_000, 30, "test");
        List<UUID> leads = WORLD.listed(seller, 5, WORLD.terms());
        List<Sale> sales = leads.stream().map(lead -> after.buy(buyer, lead)).toList();
        long share = sales.getFirst().charge().share();
        after.release();
        assertThat(after.payable(seller)).isZero();
        var open = after.stands(after.request(buyer, sales.get(0), null));
        after.ahead = Duration.ofDays(7).plusMinutes(1);
        after.release();
        long kept = after.balance(Account.of(seller, AccountKind.SELLER_RESERVE, World.USD));
        assertThat(after.pending(seller)).isEqualTo(share);
        assertThat(kept).isEqualTo(Math.round(4 * share * 0.2));
        assertThat(after.payable(seller)).isEqualTo(4 * share - kept);
        // About one a return was open: it is released with the decision.
        after.decide(open, null, false);
        assertThat(after.pending(seller)).isZero();
        assertThat(WORLD.count("""
                select count(*) from market.release_line l join market.release r on r.id = l.release_id
                where r.seller_id = $1 and l.amount = $2""", seller, share)).isEqualTo(5);
        after.release();
        // Paid out meanwhile: what comes back afterwards is owed.
        after.post(
                Account.of(seller, AccountKind.SELLER_PAYABLE, World.USD),
                Account.platform(AccountKind.PAYOUT_CLEARING, World.USD),
                after.payable(seller));
        after.accept(after.request(null, sales.get(1), null), null);
        assertThat(after.payable(seller)).isEqualTo(-share);
        assertThat(WORLD.balance(buyer)).isEqualTo(100_000 - 4 * 1_000);
        after.ahead = Duration.ofDays(40);
        after.release();
        assertThat(after.balance(Account.of(seller, AccountKind.SELLER_RESERVE, World.USD)))
                .isZero();
        // A fifth of five shares makes up for the one that was owed.
        assertThat(after.payable(seller)).isEqualTo(kept + share / 5 - share);
        assertThat(WORLD.count("""
                select count(*) from market.release r where seller_id = $1 and reserve > 0
                and not exists (select from market.reserve_release e where e.release_id = r.id)""", seller)).isZero();
    }

    @Test
    void whateverTheSequenceOfPartialReturnsItEndsAtExactlyNothing() {
        int rounds = Integer.getInteger("returns", 12);
        var random = Seeds.random("whateverTheSequenceOfPartialReturns", 20_261_122);
        for (int round = 0; round < rounds; round++) randomReturns(random);
    }

    private void randomReturns(Random random) {
        long funds = 1_000_000;
        Buyer buyer = random.nextBoolean() ? after.german(funds) : WORLD.buyer(funds);
        long promo = random.nextBoolean() ? random.nextInt(1, 3_000) : 0;
        if (promo > 0) after.promo(buyer, promo);
        List<UUID> sellers = List.of(WORLD.seller(), WORLD.seller());
        if (random.nextBoolean()) after.agree(buyer, random.nextInt(1, 2_000));
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leads.add(WORLD.listed(sellers.get(random.nextInt(2)), WORLD.terms().price(random.nextInt(1, 3_000))));
        }
        List<Sale> sales = after.buyAll(buyer, leads);
        List<Sale> left = new ArrayList<>(sales);
        boolean released = random.nextBoolean();
        if (released) {
            after.ahead = Duration.ofDays(8);
            after.release();
        }
        while (!left.isEmpty()) {
            Sale sale = left.get(random.nextInt(left.size()));
            long gross = after.left(sale).gross();
            Long amount = random.nextInt(4) == 0 ? null : random.nextLong(1, gross + 1);
            after.accept(after.request(null, sale, amount), null);
            if (after.left(sale).nothing()) left.remove(sale);
        }
        after.ahead = Duration.ZERO;
        assertThat(WORLD.balance(buyer)).isEqualTo(funds);
        assertThat(after.promo(buyer)).isEqualTo(promo);
        for (UUID seller : sellers) {
            assertThat(after.pending(seller)).isZero();
            assertThat(after.payable(seller)).isZero();
        }
        UUID journal = WORLD.database()
                .inTx(tx -> tx.rows(
                                "select p.journal_id from market.purchase p join market.sale s on s.purchase_id = p.id where s.id = $1",
                                sales.getFirst().id())
                        .getFirst()
                        .getUUID(0));
        var lines = WORLD.database().inTx(tx -> new Reversals().lock(tx, journal));
        assertThat(lines).isNotEmpty().allMatch(line -> line.left().minorUnits() == 0);
        after.noAgreements(buyer);
    }

    @Test
    void racingReturnsGiveEachLeadsMoneyBackOnce() throws Exception {
        Buyer buyer = WORLD.buyer(100_000);
        UUID seller = WORLD.seller();
        List<Sale> sales = after.buyAll(buyer, WORLD.listed(seller, 6, WORLD.terms()));
        List<Callable<ReturnOutcome>> tasks = new ArrayList<>();
        for (Sale sale : sales) {
            LeadReturn open = after.stands(after.request(buyer, sale, null));
            for (int i = 0; i < 4; i++) tasks.add(() -> after.decide(open, open.seller(), true));
        }
        int accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(tasks)) if (each.get() instanceof ReturnOutcome.Stands) accepted++;
        }
        assertThat(accepted).isEqualTo(6);
        assertThat(WORLD.balance(buyer)).isEqualTo(100_000);
        assertThat(after.pending(seller)).isZero();
    }
}
