package dev.galena.market.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Id;
import dev.galena.market.World;
import dev.galena.market.World.Buyer;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Outcome.Declined;
import dev.galena.market.vertical.Criteria;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BuyLeadsTest {

    @RegisterExtension
    static final World WORLD = new World();

    private final BuyLeads buyLeads = WORLD.buyLeads();

    @Test
    void settlesSlotMoneyConsentAndNewsAtOnce() {
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Buyer buyer = WORLD.buyer(1_500);
        Purchase purchase = bought(buy(WORLD.request(buyer, lead)));
        assertThat(purchase.total().minorUnits()).isEqualTo(1_000);
        assertThat(WORLD.balance(buyer)).isEqualTo(500);
        Sale sale = purchase.sales().getFirst();
        assertThat(sale.slot()).isEqualTo(1);
        assertThat(sale.fee()).isPositive();
        assertThat(sale.consent()).isEqualTo(WORLD.consentOf(lead));
        var found = WORLD.database().read(tx -> new Purchases().find(tx, buyer.id(), purchase.id()));
        assertThat(found.orElseThrow().sales()).hasSize(1);
        assertThat(WORLD.database()
                        .<Boolean>read(tx -> new Purchases()
                                .find(tx, Id.next(), purchase.id())
                                .isPresent()))
                .isFalse();
        assertThat(codes(buy(WORLD.request(buyer, lead)))).containsExactly("already-owned", "insufficient-funds");
    }

    @Test
    void aListIsPaidOnce() {
        UUID seller = WORLD.seller();
        UUID other = WORLD.seller();
        List<UUID> leads = new ArrayList<>(WORLD.listed(seller, 30, WORLD.terms()));
        leads.addAll(WORLD.listed(other, 20, WORLD.terms().price(777)));
        Buyer buyer = WORLD.buyer(100_000);
        Purchase purchase = bought(buy(WORLD.request(buyer, leads.toArray(UUID[]::new))));
        assertThat(purchase.sales()).hasSize(50);
        assertThat(WORLD.balance(buyer)).isEqualTo(100_000 - 30 * 1_000 - 20 * 777);
        assertThat(WORLD.count("select count(*) from billing.transfer where journal_id = $1", purchase.journal()))
                .isEqualTo(3);
    }

    @Test
    void allOrNothing() {
        List<UUID> leads = WORLD.listed(WORLD.seller(), 3, WORLD.terms());
        Buyer buyer = WORLD.buyer(100_000);
        WORLD.withdraw(WORLD.consentOf(leads.get(1)));
        assertThat(codes(buy(WORLD.request(buyer, leads.toArray(UUID[]::new))))).containsExactly("consent-lost");
        assertThat(WORLD.balance(buyer)).isEqualTo(100_000);
        var some = new Wanted.These(leads, true);
        assertThat(bought(buy(WORLD.request(buyer, Id.next().toString(), some, false)))
                        .sales())
                .hasSize(2);
    }

    @Test
    void exclusivelyOrNotAtAll() {
        UUID seller = WORLD.seller();
        UUID lead = WORLD.listed(seller, WORLD.terms());
        Buyer buyer = WORLD.buyer(100_000);
        assertThat(bought(buy(WORLD.exclusive(buyer, lead))).total().minorUnits())
                .isEqualTo(2_500);
        assertThat(codes(buy(WORLD.request(WORLD.buyer(9_000), lead)))).containsExactly("lead-sold-out");
        UUID shared = WORLD.listed(seller, WORLD.terms());
        bought(buy(WORLD.request(buyer, shared)));
        assertThat(codes(buy(WORLD.exclusive(WORLD.buyer(9_000), shared)))).containsExactly("exclusive-unavailable");
    }

    @Test
    void consentMustNameTheBuyer() {
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Buyer stranger = WORLD.buyer("Somebody Else", World.USD, 9_000);
        assertThat(codes(buy(WORLD.request(stranger, lead)))).containsExactly("consent-not-for-buyer");
    }

    @Test
    void noTestPartyBuysForRealAndNoneForAnotherCurrency() {
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Buyer test = WORLD.buyer(World.NAME, Currency.getInstance("XTS"), 9_000);
        assertThat(codes(buy(WORLD.request(test, lead)))).containsExactly("not-found");
        assertThat(codes(buy(WORLD.request(test, Id.next())))).containsExactly("not-found");
    }

    @Test
    void thePersonCountsNotTheLead() {
        UUID seller = WORLD.seller();
        UUID lead = WORLD.listed(seller, WORLD.terms());
        UUID again = WORLD.listedAgain(seller, lead, WORLD.terms());
        Buyer buyer = WORLD.buyer(9_000);
        bought(buy(WORLD.request(buyer, lead)));
        assertThat(codes(buy(WORLD.request(buyer, again)))).containsExactly("already-owned");
        bought(buy(WORLD.request(WORLD.buyer(9_000), again)));
    }

    @Test
    void requestsOfOneBatchSeeEachOther() {
        UUID seller = WORLD.seller();
        UUID lead = WORLD.listed(seller, WORLD.terms().slots(2));
        List<Request> crowd =
                WORLD.buyers(5, 1_000).stream().map(b -> WORLD.request(b, lead)).toList();
        assertThat(buyLeads.buy(crowd))
                .filteredOn(r -> outcome(r) instanceof Bought)
                .hasSize(2);

        Buyer buyer = WORLD.buyer(3_000);
        List<Request> spree = WORLD.listed(seller, 6, WORLD.terms()).stream()
                .map(l -> WORLD.request(buyer, l))
                .toList();
        assertThat(buyLeads.buy(spree))
                .filteredOn(r -> outcome(r) instanceof Bought)
                .hasSize(3);
        assertThat(WORLD.balance(buyer)).isZero();
    }

    @Test
    void aKeyIsAnsweredOnceAndForAll() {
        List<UUID> leads = WORLD.listed(WORLD.seller(), 2, WORLD.terms());
        Buyer buyer = WORLD.buyer(1_000);
        var wanted = new Wanted.These(leads.subList(0, 1), false);
        Request first = WORLD.request(buyer, "k-1", wanted, false);
        var decided = (Reply.Decided) buyLeads.buy(List.of(first)).getFirst();
        var replayed = (Reply.Replayed) buyLeads.buy(List.of(WORLD.request(buyer, "k-1", wanted, false)))
                .getFirst();
        assertThat(replayed.answer().body()).isEqualTo(decided.answer().body());
        assertThat(buyLeads.buy(List.of(WORLD.request(buyer, "k-1", new Wanted.These(leads, false), false))))
                .containsExactly(new Reply.KeyConflict());
        assertThat(buyLeads.buy(List.of(WORLD.request(WORLD.buyer(0), "k-1", wanted, false)))
                        .getFirst())
                .isInstanceOf(Reply.Decided.class);

        // A refusal is an answer too: money that comes later does not change it.
        Request poor = WORLD.request(buyer, "k-2", new Wanted.These(leads.subList(1, 2), false), false);
        assertThat(codes(outcome(buyLeads.buy(List.of(poor)).getFirst()))).containsExactly("insufficient-funds");
        assertThat(buyLeads.buy(List.of(poor)).getFirst()).isInstanceOf(Reply.Replayed.class);
    }

    @Test
    void oneKeyTwiceInABatch() {
        UUID lead = WORLD.listed(WORLD.seller(), WORLD.terms());
        Buyer buyer = WORLD.buyer(9_000);
        var wanted = new Wanted.These(List.of(lead), false);
        List<Reply> replies = buyLeads.buy(List.of(
                WORLD.request(buyer, "k", wanted, false),
                WORLD.request(buyer, "k", wanted, false),
                WORLD.request(buyer, "k", new Wanted.These(List.of(lead, Id.next()), false), false)));
        assertThat(replies.get(0)).isInstanceOf(Reply.Decided.class);
        assertThat(replies.get(1)).isInstanceOf(Reply.Replayed.class);
        assertThat(replies.get(2)).isInstanceOf(Reply.KeyConflict.class);
        assertThat(WORLD.balance(buyer)).isEqualTo(8_000);
    }

    @Test
    void upToSoManyThatMatch() {
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 40, WORLD.terms().price(4_321));
        WORLD.listed(seller, 700, WORLD.terms().price(4_321).notice("Others may call. Not a condition of purchase."));
        Buyer buyer = WORLD.buyer(1_000_000);
        WORLD.withdraw(WORLD.consentOf(leads.getLast()));
        var parsed = (Criteria.Parsed.Understood) Criteria.parse(
                new JsonObject()
                        .put("vertical", "education")
                        .put("price.gte", 4_321)
                        .put("price.lte", 4_321),
                WORLD.verticals::current);
        var some = new Wanted.UpTo(10, parsed.criteria(), 30_000);
        Purchase six = bought(buy(WORLD.request(buyer, Id.next().toString(), some, false)));
        assertThat(six.sales())
                .extracting(Sale::lead)
                .containsExactlyElementsOf(leads.reversed().subList(1, 7));
        var all = new Wanted.UpTo(500, parsed.criteria(), 900_000);
        Purchase rest = bought(buy(WORLD.request(buyer, Id.next().toString(), all, false)));
        assertThat(rest.sales()).hasSize(33);
        assertThat(codes(buy(WORLD.request(buyer, Id.next().toString(), all, false))))
                .containsExactly("nothing-matches");
    }

    @Test
    void aRequestThatTheDatabaseRefusesFailsAlone() {
        UUID seller = WORLD.seller();
        List<UUID> leads = WORLD.listed(seller, 3, WORLD.terms());
        Buyer buyer = WORLD.buyer(9_000);
        Buyer broken = WORLD.buyer(9_000);
        // A key with a NUL reaches the database, which refuses it; the API never lets one through.
        List<Reply> replies = buyLeads.buy(List.of(
                WORLD.request(buyer, leads.get(0)),
                WORLD.request(broken, "\0", new Wanted.These(List.of(leads.get(1)), false), false),
                WORLD.request(buyer, leads.get(2))));
        assertThat(replies.get(0)).isInstanceOf(Reply.Decided.class);
        assertThat(replies.get(1))
                .isInstanceOfSatisfying(
                        Reply.Failed.class, f -> assertThat(f.cause()).isInstanceOf(PgException.class));
        assertThat(replies.get(2)).isInstanceOf(Reply.Decided.class);
        assertThat(WORLD.balance(buyer)).isEqualTo(7_000);
        assertThat(WORLD.balance(broken)).isEqualTo(9_000);
    }

    @Test
    void aWantedListHasLimits() {
        assertThatThrownBy(() -> new Wanted.These(List.of(), false)).isInstanceOf(IllegalArgumentException.class);
        UUID twice = Id.next();
        assertThatThrownBy(() -> new Wanted.These(List.of(twice, twice), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Outcome buy(Request request) {
        return outcome(buyLeads.buy(List.of(request)).getFirst());
    }

    static Outcome outcome(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Decided.class);
        return ((Reply.Decided) reply).outcome();
    }

    static Purchase bought(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Bought.class);
        return ((Bought) outcome).purchase();
    }

    static List<String> codes(Outcome outcome) {
        return outcome instanceof Declined(var reasons)
                ? reasons.stream().map(r -> r.refusal().code()).toList()
                : List.of();
    }
}
