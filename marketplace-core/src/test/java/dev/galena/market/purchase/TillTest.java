package dev.galena.market.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Standing;
import dev.galena.db.Id;
import dev.galena.market.purchase.Outcome.Bought;
import dev.galena.market.purchase.Outcome.Declined;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TillTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final UUID SELLER = Id.next();
    private static final UUID BUYER = Id.next();
    private static final UUID LEAD = Id.next();
    private static final UUID PERSON = Id.next();

    private final Map<UUID, Offer> offers = new HashMap<>();
    private final Map<UUID, Long> free = new HashMap<>(Map.of(BUYER, 10_000L));
    private final Set<Owned> owned = new HashSet<>();
    private Standing standing = new Standing.Given();
    private @Nullable Till till;

    /** A lead in one state, and the codes a buyer hears, in order. */
    record Case(
            String name,
            Offer offer,
            boolean exclusive,
            Set<Owned> owned,
            Standing standing,
            long free,
            Long expected,
            List<String> codes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Standing given = new Standing.Given();
        Standing withdrawn = new Standing.Withdrawn(NOW);
        var person = Set.of(new Owned(BUYER, PERSON));
        return Stream.of(
                new Case("open", shared(0), false, Set.of(), given, 1_000, null, List.of()),
                new Case("at the expected price", shared(0), false, Set.of(), given, 1_000, 1_000L, List.of()),
                new Case("one slot left", shared(2), false, Set.of(), given, 1_000, null, List.of()),
                new Case("exclusive", shared(0), true, Set.of(), given, 2_500, null, List.of()),
                new Case("all slots taken", shared(3), false, Set.of(), given, 0, 7L, List.of("lead-sold-out")),
                new Case(
                        "all taken, one by himself",
                        shared(3),
                        false,
                        person,
                        withdrawn,
                        0,
                        7L,
                        List.of("lead-sold-out", "already-owned")),
                new Case(
                        "withdrawn",
                        status("withdrawn"),
                        false,
                        Set.of(),
                        withdrawn,
                        0,
                        null,
                        List.of("lead-withdrawn")),
                new Case("erased", status("erased"), false, Set.of(), given, 0, null, List.of("lead-withdrawn")),
                new Case("expired", status("expired"), true, Set.of(), given, 0, null, List.of("lead-expired")),
                new Case("expires now", until(NOW), false, Set.of(), given, 0, null, List.of("lead-expired")),
                new Case(
                        "shared already",
                        shared(1),
                        true,
                        Set.of(),
                        given,
                        9_000,
                        null,
                        List.of("exclusive-unavailable")),
                new Case(
                        "never exclusive",
                        neverExclusive(),
                        true,
                        Set.of(),
                        given,
                        9_000,
                        null,
                        List.of("exclusive-unavailable")),
                new Case("same person", shared(1), false, person, given, 9_000, null, List.of("already-owned")),
                new Case(
                        "same lead, long ago",
                        shared(1),
                        false,
                        Set.of(new Owned(BUYER, LEAD)),
                        given,
                        9_000,
                        null,
                        List.of("already-owned")),
                new Case(
                        "another buyer's person",
                        shared(1),
                        false,
                        Set.of(new Owned(SELLER, PERSON)),
                        given,
                        9_000,
                        null,
                        List.of()),
                new Case(
                        "consent withdrawn",
                        shared(0),
                        false,
                        Set.of(),
                        withdrawn,
                        9_000,
                        null,
                        List.of("consent-lost")),
                new Case(
                        "consent expired",
                        shared(0),
                        false,
                        Set.of(),
                        new Standing.Expired(NOW),
                        9_000,
                        null,
                        List.of("consent-lost")),
                new Case(
                        "consent incomplete",
                        shared(0),
                        false,
                        Set.of(),
                        new Standing.Incomplete(List.of("page")),
                        9_000,
                        null,
                        List.of("consent-lost")),
                new Case(
                        "names others",
                        shared(0),
                        false,
                        Set.of(),
                        new Standing.NotForBuyer(),
                        9_000,
                        null,
                        List.of("consent-not-for-buyer")),
                new Case(
                        "for other channels",
                        shared(0),
                        false,
                        Set.of(),
                        new Standing.NotForChannel(),
                        9_000,
                        null,
                        List.of("consent-not-for-buyer")),
                new Case("a cent short", shared(0), false, Set.of(), given, 999, null, List.of("insufficient-funds")),
                new Case("dearer", shared(0), false, Set.of(), given, 1_000, 999L, List.of("price-changed")),
                new Case("cheaper", shared(0), false, Set.of(), given, 1_000, 1_001L, List.of("price-changed")),
                new Case("another currency", inEuro(), false, Set.of(), given, 9_000, null, List.of("not-found")),
                new Case(
                        "everything at once",
                        shared(1),
                        true,
                        person,
                        withdrawn,
                        10,
                        7L,
                        List.of(
                                "exclusive-unavailable",
                                "already-owned",
                                "consent-lost",
                                "insufficient-funds",
                                "price-changed")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesEveryReasonInOrder(Case c) {
        offers.put(LEAD, c.offer);
        owned.addAll(c.owned);
        standing = c.standing;
        free.put(BUYER, c.free);
        assertThat(codes(decide(request(BUYER, these(LEAD), c.exclusive, c.expected))))
                .isEqualTo(c.codes);
    }

    @Test
    void nobodyBuysFromHimself() {
        offers.put(LEAD, shared(0));
        free.put(SELLER, 10_000L);
        assertThat(codes(decide(request(SELLER, these(LEAD), false, null)))).containsExactly("own-lead");
    }

    @Test
    void aLeadThatNeverWas() {
        assertThat(codes(decide(request(BUYER, these(LEAD), false, null)))).containsExactly("not-found");
    }

    @Test
    void laterRequestsSeeTheSlotsThatEarlierOnesTook() {
        offers.put(LEAD, shared(2));
        UUID other = rich();
        assertThat(bought(decide(request(BUYER, these(LEAD), false, null)))
                        .sales()
                        .getFirst()
                        .slot())
                .isEqualTo(3);
        assertThat(codes(decide(request(other, these(LEAD), false, null)))).containsExactly("lead-sold-out");
    }

    @Test
    void anExclusiveSaleTakesTheLeadForGood() {
        offers.put(LEAD, shared(0));
        UUID other = rich();
        Sale sale =
                bought(decide(request(BUYER, these(LEAD), true, null))).sales().getFirst();
        assertThat(sale.slot()).isEqualTo(1);
        assertThat(sale.maxSales()).isEqualTo(1);
        assertThat(sale.price()).isEqualTo(2_500);
        assertThat(codes(decide(request(other, these(LEAD), false, null)))).containsExactly("lead-sold-out");
    }

    @Test
    void laterRequestsSeeTheMoneyAndThePersonsOfEarlierOnes() {
        List<UUID> leads = several(4);
        free.put(BUYER, 2_000L);
        offers.put(LEAD, offer(LEAD, offers.get(leads.get(0)).subject()));
        assertThat(decide(request(BUYER, these(leads.get(0)), false, null))).isInstanceOf(Bought.class);
        assertThat(codes(decide(request(BUYER, these(LEAD), false, null)))).containsExactly("already-owned");
        assertThat(decide(request(BUYER, these(leads.get(1)), false, null))).isInstanceOf(Bought.class);
        assertThat(codes(decide(request(BUYER, these(leads.get(2)), false, null))))
                .containsExactly("insufficient-funds");
    }

    @Test
    void aListIsAllOrNothing() {
        List<UUID> leads = several(3);
        offers.put(
                leads.get(1), offers.get(leads.get(1)).locked(1_000, 2_500L, 3, 3, "exhausted", NOW.plusSeconds(9), 0));
        var declined = (Declined) decide(request(BUYER, new Wanted.These(leads, false), false, null));
        assertThat(declined.reasons()).singleElement().satisfies(r -> {
            assertThat(r.lead()).isEqualTo(leads.get(1));
            assertThat(r.position()).isEqualTo(1);
        });
        free.put(BUYER, 2_999L);
        till = null;
        List<UUID> fine = several(3);
        assertThat(codes(decide(request(BUYER, new Wanted.These(fine, false), false, null))))
                .containsExactly("insufficient-funds");
        free.put(BUYER, 3_000L);
        till = null;
        assertThat(bought(decide(request(BUYER, new Wanted.These(fine, false), false, 3_000L)))
                        .total()
                        .minorUnits())
                .isEqualTo(3_000);
    }

    @Test
    void aListWithOnePersonTwiceIsRefused() {
        List<UUID> leads = several(2);
        offers.put(LEAD, offer(LEAD, offers.get(leads.get(0)).subject()));
        assertThat(codes(decide(request(BUYER, these(leads.get(0), leads.get(1), LEAD), false, null))))
                .containsExactly("already-owned");
    }

    @Test
    void aPartialListTakesWhatItCan() {
        List<UUID> leads = several(4);
        offers.remove(leads.get(1));
        free.put(BUYER, 2_500L);
        var outcome = (Bought) decide(request(BUYER, new Wanted.These(leads, true), false, null));
        assertThat(outcome.purchase().sales()).extracting(Sale::lead).containsExactly(leads.get(0), leads.get(2));
        assertThat(outcome.left())
                .extracting(r -> r.refusal().code())
                .containsExactly("not-found", "insufficient-funds");
    }

    @Test
    void upToSoManyWithinABudget() {
        List<UUID> leads = several(5);
        assertThat(bought(decideAmong(leads, upTo(3, 100_000))).sales()).hasSize(3);
        till = null;
        assertThat(bought(decideAmong(leads, upTo(5, 2_999))).sales()).hasSize(2);
        till = null;
        assertThat(codes(decideAmong(leads, upTo(5, 999)))).containsExactly("insufficient-funds");
        till = null;
        assertThat(codes(decideAmong(List.of(), upTo(5, 999)))).containsExactly("nothing-matches");
    }

    @Test
    void theFeeIsRoundedHalfToEvenAndFrozenOnTheSale() {
        offers.put(LEAD, shared(0).locked(1_005, null, 3, 0, "open", NOW.plusSeconds(9), 0));
        Sale sale =
                bought(decide(request(BUYER, these(LEAD), false, null))).sales().getFirst();
        assertThat(sale.fee()).isEqualTo(100);
        assertThat(sale.returnUntil()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(sale.ruleSet()).isEqualTo("us-dnc@1");
    }

    private Outcome decide(Request request) {
        return decideAmong(List.of(), request);
    }

    private Outcome decideAmong(List<UUID> candidates, Request request) {
        if (till == null) till = open();
        return till.decide(request, request.wanted() instanceof Wanted.These(var leads, var p) ? leads : candidates);
    }

    private UUID rich() {
        UUID buyer = Id.next();
        free.put(buyer, 10_000L);
        return buyer;
    }

    private Till open() {
        Terms terms = new Terms("education", 1_000, null, Duration.ofDays(7), "us-dnc@1");
        Map<UUID, Purse> purses = new HashMap<>();
        free.forEach((buyer, wallet) -> purses.put(buyer, Purse.of(wallet)));
        return new Till(NOW, offers, purses, owned, (offer, request) -> terms, (offer, request) -> standing, Id::next);
    }

    private List<UUID> several(int count) {
        List<UUID> leads = Stream.generate(Id::next).limit(count).toList();
        leads.forEach(id -> offers.put(id, offer(id, Id.next())));
        return leads;
    }

    private static Purchase bought(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Bought.class);
        return ((Bought) outcome).purchase();
    }

    private static List<String> codes(Outcome outcome) {
        return outcome instanceof Declined(var reasons)
                ? reasons.stream().map(r -> r.refusal().code()).toList()
                : List.of();
    }

    private static Wanted these(UUID... leads) {
        return new Wanted.These(List.of(leads), false);
    }

    private static Request upTo(int count, long budget) {
        return request(BUYER, new Wanted.UpTo(count, null, budget), false, null);
    }

    private static Request request(UUID buyer, Wanted wanted, boolean exclusive, @Nullable Long expected) {
        var claim = new Claim(buyer, "purchase", Id.next().toString(), new byte[32]);
        return new Request(buyer, "Acme", USD, claim, wanted, exclusive, expected);
    }

    private static Offer offer(UUID lead, UUID person) {
        return new Offer(
                lead,
                SELLER,
                person,
                Id.next(),
                1,
                1,
                "USD",
                1_000,
                2_500L,
                3,
                0,
                "open",
                NOW.plusSeconds(9),
                70,
                2,
                0);
    }

    private static Offer shared(int sold) {
        return offer(LEAD, PERSON)
                .locked(1_000, 2_500L, 3, sold, sold == 3 ? "exhausted" : "open", NOW.plusSeconds(9), 0);
    }

    private static Offer status(String status) {
        return offer(LEAD, PERSON).locked(1_000, 2_500L, 3, 0, status, NOW.plusSeconds(9), 0);
    }

    private static Offer until(Instant expiry) {
        return offer(LEAD, PERSON).locked(1_000, 2_500L, 3, 0, "open", expiry, 0);
    }

    private static Offer neverExclusive() {
        return offer(LEAD, PERSON).locked(1_000, null, 3, 0, "open", NOW.plusSeconds(9), 0);
    }

    private static Offer inEuro() {
        return new Offer(
                LEAD,
                SELLER,
                PERSON,
                Id.next(),
                1,
                1,
                "EUR",
                1_000,
                2_500L,
                3,
                0,
                "open",
                NOW.plusSeconds(9),
                70,
                2,
                0);
    }
}
