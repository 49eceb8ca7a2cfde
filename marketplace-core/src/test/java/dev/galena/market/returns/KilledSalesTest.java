package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.db.Mines;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Sale;
import dev.galena.market.vertical.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever sells, takes back or releases is killed between any two statements: nothing, and the next time all of it, once. */
class KilledSalesTest {

    @RegisterExtension
    static final World WORLD = new World();

    private static Mines mines;

    private final AfterSale after = new AfterSale(WORLD);

    @BeforeAll
    static void lay() {
        mines = Mines.under(WORLD.testDatabase(), List.of("consent", "billing", "market"));
    }

    @AfterAll
    static void lift() {
        mines.close();
    }

    /** Lead and ledger agree: {@link World#check} looks after each death. */
    @Test
    void aPurchaseIsAllOrNothing() {
        Buyer buyer = after.german(2_000);
        after.promo(buyer, 500);
        UUID quota = after.quota(buyer, 1, 700);
        WORLD.run(tx -> tx.run("update billing.quota set price_max = 500 where id = $1", quota));
        UUID seller = WORLD.seller();
        UUID cheap = WORLD.listed(seller, WORLD.terms().price(400));
        Request request = WORLD.request(buyer, cheap, WORLD.listed(seller, WORLD.terms()));
        var buyLeads = WORLD.buyLeads();
        List<Reply> replies = new ArrayList<>();
        int deaths = mines.walk(() -> replies.add(buyLeads.buy(List.of(request)).getFirst()), () -> {
            WORLD.check();
            assertThat(WORLD.balance(buyer)).isEqualTo(1_300);
        });
        assertThat(deaths).isGreaterThan(30);
        // Who dies throws, or asks to come again; what was bought is told once.
        assertThat(replies.removeLast())
                .matches(r -> r instanceof Reply.Decided decided && decided.outcome() instanceof Bought);
        assertThat(replies).allMatch(Reply.Overloaded.class::isInstance);
        // The cheap one by the quota, the other for 1,190, of which credit pays 500.
        assertThat(WORLD.balance(buyer)).isEqualTo(1_300 - 690);
        assertThat(buyLeads.buy(List.of(request)).getFirst()).isInstanceOf(Reply.Replayed.class);
        assertThat(WORLD.balance(buyer)).isEqualTo(610);
        assertThat(WORLD.count("select count(*) from market.sale where buyer_id = $1", buyer.id()))
                .isEqualTo(2);
    }

    @Test
    void aReturnIsAllOrNothing() {
        Buyer buyer = after.german(10_000);
        after.promo(buyer, 700);
        UUID seller = WORLD.seller();
        List<Sale> sales = after.buyAll(buyer, WORLD.listed(seller, 2, WORLD.terms()));
        long before = WORLD.balance(buyer) + after.promo(buyer);
        int deaths = 0;
        for (Sale sale : sales) {
            // A part of the first, whatever is left of the second.
            Long amount = sale.equals(sales.getFirst()) ? 401L : null;
            var open = new LeadReturn[1];
            deaths += mines.walk(() -> open[0] = after.stands(after.request(buyer, sale, amount)), WORLD::check);
            deaths += mines.walk(() -> after.stands(after.decide(open[0], seller, true)), () -> {
                WORLD.check();
                assertThat(after.left(sale).gross()).isEqualTo(1_190);
            });
            assertThat(after.decide(open[0], seller, true)).isEqualTo(new ReturnOutcome.AlreadyDecided());
        }
        assertThat(deaths).isGreaterThan(40);
        assertThat(WORLD.balance(buyer) + after.promo(buyer)).isEqualTo(before + 401 + 1_190);
    }

    @Test
    void aQuotasUnitComesBackOrDoesNot() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID seller = WORLD.seller();
        UUID quota = after.quota(buyer, 3, 1_000);
        long deferred = after.deferred();
        List<Sale> sales = after.buyAll(buyer, WORLD.listed(seller, 3, WORLD.terms()));
        var open = after.stands(after.request(buyer, sales.getFirst(), null));
        assertThat(mines.walk(() -> after.stands(after.decide(open, seller, true)), WORLD::check))
                .isGreaterThan(15);
        assertThat(WORLD.count("select used::bigint from billing.quota where id = $1", quota))
                .isEqualTo(2);
        assertThat(after.deferred()).isEqualTo(deferred - 666);
    }

    @Test
    void anotherLevelAndTheReleaseOfSharesAreAllOrNothing() {
        Buyer buyer = after.german(10_000);
        UUID seller = WORLD.seller();
        new SetReserve(WORLD.database(), WORLD.clock).set(seller, 2_000, 30, "test");
        List<Sale> sales = after.buyAll(buyer, WORLD.listed(seller, 2, WORLD.terms()));
        int deaths = 0;
        long paid = WORLD.balance(buyer);
        deaths += mines.walk(() -> changed(after.level(sales.get(0), null, Level.SQL)), WORLD::check);
        assertThat(WORLD.balance(buyer)).isLessThan(paid);
        paid = WORLD.balance(buyer);
        deaths += mines.walk(() -> changed(after.level(sales.get(1), null, Level.COLD)), WORLD::check);
        assertThat(WORLD.balance(buyer)).isGreaterThan(paid);
        long pending = after.pending(seller);
        after.ahead = Duration.ofDays(8);
        deaths += mines.walk(after::release, WORLD::check);
        after.release();
        var reserve = Account.of(seller, AccountKind.SELLER_RESERVE, World.USD);
        assertThat(after.pending(seller)).isZero();
        assertThat(after.payable(seller) + after.balance(reserve)).isEqualTo(pending);
        after.ahead = Duration.ofDays(40);
        deaths += mines.walk(after::release, WORLD::check);
        after.release();
        assertThat(after.payable(seller)).isEqualTo(pending);
        assertThat(deaths).isGreaterThan(60);
    }

    private static void changed(LevelOutcome outcome) {
        assertThat(outcome).isInstanceOf(LevelOutcome.Changed.class);
    }
}
