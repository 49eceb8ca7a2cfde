package dev.galena.market.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.document.DraftLines;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.invoicing.NoteSales;
import dev.galena.market.purchase.Sale;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is noted for documents is what the money did: returns before and after the seller's share was released. */
class ReturnsOnPaperTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final AfterSale after = new AfterSale(WORLD);

    private static void note() {
        var noteSales = new NoteSales(WORLD.database(), new DraftLines(), Duration.ZERO);
        long before = System.currentTimeMillis();
        while (System.currentTimeMillis() == before) Thread.onSpinWait(); // ids of this millisecond come in the next
        while (noteSales.run()) {}
    }

    private static long noted(UUID party, String kind) {
        return WORLD.count("""
                select coalesce(sum(net + vat), 0)::bigint from billing.document_line where party_id = $1 and kind = $2""", party, kind);
    }

    @Test
    void buyersAreCreditedAndSellersStatementsHaveWhatTheyEarned() {
        Buyer buyer = after.german(10_000);
        UUID seller = WORLD.seller();
        List<Sale> sales = after.buyAll(buyer, WORLD.listed(seller, 4, WORLD.terms()));
        after.accept(after.request(buyer, sales.get(0), null), seller);
        after.accept(after.request(buyer, sales.get(1), 400L), seller);
        note();
        assertThat(noted(buyer.id(), "invoice")).isEqualTo(4 * 1_190);
        assertThat(noted(buyer.id(), "credit-note")).isEqualTo(1_190 + 400);
        assertThat(noted(seller, "statement")).isZero();

        after.ahead = Duration.ofDays(8);
        after.release();
        note();
        assertThat(noted(seller, "statement")).isPositive().isEqualTo(after.payable(seller));

        after.accept(after.request(null, sales.get(2), null), null);
        note();
        note();
        assertThat(noted(buyer.id(), "invoice") - noted(buyer.id(), "credit-note"))
                .isEqualTo(10_000 - WORLD.balance(buyer));
        assertThat(noted(seller, "statement-credit")).isPositive();
        assertThat(noted(seller, "statement") - noted(seller, "statement-credit"))
                .isEqualTo(after.payable(seller));
    }

    /** The buyer pays less than the seller's share: what the marketplace adds is on the statement, and is taken back there. */
    @Test
    void aShareThatWasAddedToIsTakenBackWhole() {
        Buyer buyer = WORLD.buyer(10_000);
        UUID seller = WORLD.seller();
        after.agree(buyer, 500);
        Sale sale = after.buy(buyer, WORLD.listed(seller, WORLD.terms()));
        after.noAgreements(buyer);
        long share = sale.charge().share();
        assertThat(share).isGreaterThan(500);
        after.ahead = Duration.ofDays(8);
        after.release();
        note();
        assertThat(noted(seller, "statement")).isEqualTo(share);
        after.accept(after.request(null, sale, null), null);
        note();
        assertThat(noted(seller, "statement-credit")).isEqualTo(share);
        assertThat(after.payable(seller)).isZero();
        assertThat(noted(buyer.id(), "invoice")).isEqualTo(500);
        assertThat(noted(buyer.id(), "credit-note")).isEqualTo(500);
    }

    @Test
    void whatAQuotaPaidForIsOnNoInvoice() {
        Buyer buyer = after.german(2_000);
        after.quota(buyer, 2, 2_000);
        Sale sale = after.buy(buyer, WORLD.listed(WORLD.seller(), WORLD.terms()));
        after.accept(after.request(buyer, sale, null), sale.seller());
        note();
        assertThat(noted(buyer.id(), "invoice")).isZero();
        assertThat(noted(buyer.id(), "credit-note")).isZero();
    }
}
