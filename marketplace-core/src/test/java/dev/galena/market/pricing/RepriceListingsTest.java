package dev.galena.market.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Outcome.Declined;
import dev.galena.market.purchase.Reply;
import dev.galena.market.purchase.Request;
import dev.galena.market.vertical.Level;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepriceListingsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final PriceRules rules = new PriceRules();
    private final PublishDeals publish = new PublishDeals(WORLD.database(), rules, WORLD.clock, Duration.ZERO);
    private final RepriceListings reprice = new RepriceListings(WORLD.database(), rules, WORLD.clock);
    private final int vertical =
            WORLD.verticals.current("education").orElseThrow().id();

    @Test
    void listingsFollowTheRuleAndWhatWasQuotedIsChargedOrRefused() {
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 2_500, WORLD.terms());
        Buyer buyer = WORLD.buyer(100_000);
        publish.rule(vertical, PriceRuleTest.BODY, null, "test");
        WORLD.run(rules::refresh);
        while (reprice.run()) Thread.onSpinWait();
        // Level 2, fresh.
        assertThat(WORLD.count("select count(*) from market.listing where price = 1200 and exclusive_price = 3000"))
                .isEqualTo(2_500);
        assertThat(codes(expecting(WORLD.request(buyer, leads.getFirst()), 1_000)))
                .containsExactly("price-changed");
        assertThat(buy(expecting(WORLD.request(buyer, leads.getFirst()), 1_200)))
                .isInstanceOf(Bought.class);
        assertThat(WORLD.count("select price_rule::bigint from market.sale where lead_id = $1", leads.getFirst()))
                .isEqualTo(1);

        // A day later for one of them, asked for at 2,000 by its seller.
        UUID old = leads.get(1);
        WORLD.run(tx -> tx.run(
                "update market.listing set generated_at = $2 where lead_id = $1",
                old,
                WORLD.clock.instant().minus(Duration.ofHours(25))));
        var ask = new AskPrice(WORLD.database(), rules, WORLD.clock);
        assertThat(ask.ask(old, Id.next(), 2_000L)).isEqualTo(AskPrice.Outcome.NOT_FOUND);
        assertThat(ask.ask(old, seller, 2_000L)).isEqualTo(AskPrice.Outcome.ASKED);
        while (reprice.run()) Thread.onSpinWait();
        assertThat(WORLD.count("select price from market.listing where lead_id = $1", old))
                .isEqualTo(1_600);
        assertThat(WORLD.count("select count(*) from market.listing where price = 1200"))
                .isEqualTo(2_499);
    }

    @Test
    void feesAndAgreedPricesAreInForceAtTheirTimeAndTheNewestCounts() {
        UUID seller = WORLD.seller();
        Buyer buyer = WORLD.buyer(100_000);
        publish.fee(seller, null, 2_500, null, "test");
        publish.fee(seller, vertical, 1_500, null, "test");
        publish.fee(seller, vertical, 9_000, WORLD.clock.instant().plus(Duration.ofDays(1)), "test");
        var agreed = new PublishDeals.Agreed(
                buyer.id(), vertical, Level.MQL, false, new Money(800, World.USD), null, "test");
        publish.price(agreed);
        WORLD.run(WORLD.deals::refresh);
        var purchase = ((Bought) buy(WORLD.request(buyer, WORLD.listed(seller, WORLD.terms())))).purchase();
        assertThat(purchase.total().minorUnits()).isEqualTo(800);
        assertThat(purchase.sales().getFirst().charge().share()).isEqualTo(850);
        publish.price(new PublishDeals.Agreed(buyer.id(), vertical, Level.MQL, false, null, null, "test"));
        publish.fee(seller, vertical, null, null, "test");
        WORLD.run(WORLD.deals::refresh);
        purchase = ((Bought) buy(WORLD.request(buyer, WORLD.listed(seller, WORLD.terms())))).purchase();
        assertThat(purchase.total().minorUnits()).isEqualTo(1_000);
        assertThat(purchase.sales().getFirst().charge().share()).isEqualTo(750);
    }

    private static dev.galena.market.purchase.Outcome buy(Request request) {
        return ((Reply.Decided) WORLD.buyLeads().buy(List.of(request)).getFirst()).outcome();
    }

    private static List<String> codes(Request request) {
        return ((Declined) buy(request))
                .reasons().stream().map(r -> r.refusal().code()).toList();
    }

    private static Request expecting(Request r, long total) {
        return new Request(r.buyer(), r.buyerName(), r.currency(), r.claim(), r.wanted(), r.exclusive(), total);
    }
}
