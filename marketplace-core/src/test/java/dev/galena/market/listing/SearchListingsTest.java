package dev.galena.market.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.TestDatabase;
import dev.galena.market.listing.SearchListings.Count;
import dev.galena.market.listing.SearchListings.Counting;
import dev.galena.market.listing.SearchListings.Outcome;
import dev.galena.market.vertical.Criteria;
import dev.galena.market.vertical.Criteria.Parsed;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SearchListingsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency XTS = Currency.getInstance("XTS");
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "market");
    private static final Verticals VERTICALS = new Verticals();
    private static final Listings LISTINGS = new Listings();
    private static final List<Listing> ALL = new ArrayList<>();

    private final SearchListings search = new SearchListings(DB.database(), VERTICALS, InstantSource.fixed(NOW));

    @BeforeAll
    static void listSomeLeads() {
        new SeedVerticals(DB.database(), VERTICALS, InstantSource.fixed(NOW)).run();
        var random = new Random(11);
        var listings = new ArrayList<NewListing>();
        for (int i = 0; i < 300; i++) listings.add(random(random, i));
        var sold = listings.stream()
                .filter(l -> random.nextInt(4) == 0)
                .map(l -> new Listings.Taken(l.leadId(), 1, l.maxSales()))
                .toList();
        var withdrawn = listings.stream()
                .filter(l -> random.nextInt(15) == 0)
                .map(NewListing::leadId)
                .toList();
        DB.database().inTx(tx -> {
            LISTINGS.add(tx, listings);
            LISTINGS.take(tx, sold);
            LISTINGS.close(tx, withdrawn, Listing.Status.WITHDRAWN);
            ALL.addAll(
                    LISTINGS.lock(tx, listings.stream().map(NewListing::leadId).toList())
                            .values());
            return null;
        });
    }

    @AfterAll
    static void close() {
        DB.close();
        VERTX.close();
    }

    private static NewListing random(Random random, int i) {
        Vertical vertical = VERTICALS
                .current(random.nextInt(5) == 0 ? "solar" : "education")
                .orElseThrow();
        int score = random.nextInt(101);
        return new NewListing(
                Id.next(),
                vertical.id(),
                1,
                UUID.randomUUID(),
                "src-" + random.nextInt(4),
                List.of("CA", "NY", "TX", "WA", "FL").get(random.nextInt(5)),
                List.of("90012", "90013", "10001", "98101", "33130").get(random.nextInt(5)),
                score,
                vertical.scorecard().level(score),
                random.nextInt(32),
                random.nextBoolean(),
                NOW.minus(Duration.ofHours(random.nextInt(72))),
                i % 17 == 0 ? NOW : NOW.plus(Duration.ofDays(9)),
                vertical.code().equals("solar")
                        ? new JsonObject()
                        : new JsonObject()
                                .put("specialization", random.nextBoolean() ? "E-Business" : "Finance Management"),
                i % 10 == 0 ? "XTS" : "USD",
                100 + 10L * random.nextInt(20),
                random.nextBoolean() ? 900L : null,
                1 + random.nextInt(3));
    }

    private static Criteria criteria(String json) {
        return ((Parsed.Understood) Criteria.parse(new JsonObject(json), VERTICALS::current)).criteria();
    }

    private static List<UUID> expected(Criteria criteria, Currency currency, Search.Order order) {
        Comparator<Listing> byId = Comparator.comparing(l -> l.terms().leadId().toString());
        Comparator<Listing> by = switch (order) {
            case NEWEST -> byId.reversed();
            case OLDEST -> byId;
            case SCORE ->
                Comparator.<Listing>comparingInt(l -> l.terms().score())
                        .thenComparing(byId)
                        .reversed();
            case PRICE ->
                Comparator.<Listing>comparingLong(l -> l.terms().price()).thenComparing(byId);
        };
        return ALL.stream()
                .filter(l -> l.onSale(NOW) && l.terms().currency().equals(currency.getCurrencyCode()))
                .filter(l -> criteria.matches(l.asListed(), NOW))
                .sorted(by)
                .map(l -> l.terms().leadId())
                .toList();
    }

    private static <T> T found(Future<Outcome<T>> answer) {
        return ((Outcome.Found<T>) answer.await()).found();
    }

    private List<UUID> allPages(Criteria criteria, Currency currency, Search.Order order, int size) {
        var ids = new ArrayList<UUID>();
        String cursor = null;
        do {
            Page page = Page.after(order.list(), size, cursor).orElseThrow();
            var slice = found(search.page(new Search(criteria, currency, order, page)));
            assertThat(slice.rows()).hasSizeLessThanOrEqualTo(size);
            slice.rows().forEach(card -> ids.add(card.leadId()));
            cursor = slice.next();
        } while (cursor != null);
        return ids;
    }

    @ParameterizedTest
    @EnumSource(Search.Order.class)
    void pagesShowEachListingOnceInOrder(Search.Order order) {
        for (String filter : List.of(
                "{}",
                "{\"vertical\":\"education\"}",
                "{\"vertical\":\"education\",\"state\":\"CA\"}",
                "{\"vertical\":\"education\",\"state\":[\"CA\",\"NY\",\"TX\"],\"score.gte\":30,\"price.lt\":250,\"age.lte\":\"P2D\"}",
                "{\"state\":[\"CA\",\"NY\"]}",
                "{\"zip\":[\"90012\",\"10001\",\"00000\"]}",
                "{\"zip\":[\"900*\",\"10001\"],\"state\":[\"CA\",\"WA\"]}",
                "{\"zip\":\"98101\",\"state\":[\"CA\",\"WA\"]}",
                "{\"not.state\":\"CA\",\"vertical\":\"solar\"}",
                "{\"vertical\":\"education\",\"attr.specialization\":\"Finance\",\"exclusive\":true}")) {
            Criteria criteria = criteria(filter);
            List<UUID> wanted = expected(criteria, USD, order);
            assertThat(wanted).as(filter).isNotEmpty();
            assertThat(allPages(criteria, USD, order, 7)).as(filter).isEqualTo(wanted);
            assertThat(allPages(criteria, USD, order, 500)).as(filter).isEqualTo(wanted);
        }
    }

    @Test
    void aBuyerInTestCurrencySeesTestListingsOnly() {
        var ids = allPages(criteria("{}"), XTS, Search.Order.NEWEST, 50);
        assertThat(ids).isNotEmpty().isEqualTo(expected(criteria("{}"), XTS, Search.Order.NEWEST));
    }

    @Test
    void aCardShowsTheTerms() {
        var card = found(search.page(new Search(criteria("{}"), USD, Search.Order.NEWEST, Page.first(1))))
                .rows()
                .getFirst();
        Listing listing = ALL.stream()
                .filter(l -> l.terms().leadId().equals(card.leadId()))
                .findFirst()
                .orElseThrow();
        var terms = listing.terms();
        assertThat(card.price()).isEqualTo(terms.price());
        assertThat(card.exclusivePrice()).isEqualTo(listing.exclusivePrice());
        assertThat(card.level()).isEqualTo(terms.level());
        assertThat(card.source()).isEqualTo(terms.sourceAlias());
        assertThat(card.expiresAt()).isEqualTo(terms.expiresAt());
        assertThat(new JsonObject(card.attrs().text())).isEqualTo(terms.attrs());
    }

    @ParameterizedTest
    @CsvSource({
        "'{}'",
        "'{\"vertical\":\"education\",\"state\":[\"CA\",\"NY\"]}'",
        "'{\"zip\":\"900*\",\"level.gte\":\"mql\"}'"
    })
    void countsExactlyAndAbout(String filter) {
        var wanted = new Search(criteria(filter), USD, Search.Order.NEWEST, Page.first(1));
        int there = expected(criteria(filter), USD, Search.Order.NEWEST).size();
        assertThat(found(search.count(wanted, Counting.EXACT))).isEqualTo(new Count(there, "eq"));
        assertThat(found(search.count(wanted, Counting.ESTIMATE)).relation()).isEqualTo("about");
    }

    @Test
    void facetsCountWhatThePagesShow() {
        Criteria criteria = criteria("{\"vertical\":\"education\",\"score.gte\":20}");
        var faults = new ArrayList<Fault>();
        Facets facets = Facets.of(
                        List.of("state", "level", "source", "score", "price", "attr.specialization", "attr.free_copy"),
                        criteria.vertical().orElseThrow(),
                        Facets.COUNTED_MAX,
                        faults)
                .orElseThrow();
        var counted = found(search.facets(new Search(criteria, USD, Search.Order.NEWEST, Page.first(1)), facets));
        var ids = expected(criteria, USD, Search.Order.NEWEST);
        assertThat(counted.total()).isEqualTo(ids.size());
        assertThat(counted.approximate()).isFalse();
        counted.facets()
                .forEach((name, buckets) -> assertThat(
                                buckets.stream().mapToLong(Facets.Bucket::count).sum())
                        .as(name)
                        .isEqualTo(ids.size()));
        long californian = ALL.stream()
                .filter(l ->
                        ids.contains(l.terms().leadId()) && l.terms().state().equals("CA"))
                .count();
        assertThat(counted.facets().get("state")).contains(new Facets.Bucket("CA", null, californian));
        long sql = ALL.stream()
                .filter(l -> ids.contains(l.terms().leadId()) && l.terms().level() == Level.SQL)
                .count();
        assertThat(counted.facets().get("level")).contains(new Facets.Bucket("sql", null, sql));
        assertThat(counted.facets().get("attr.free_copy")).containsExactly(new Facets.Bucket(null, null, ids.size()));
        assertThat(counted.facets().get("price"))
                .allSatisfy(b -> assertThat(b.below()).isGreaterThan(Long.parseLong(b.value())));
        var few = Facets.of(List.of("level"), null, 3, faults).orElseThrow();
        var some = found(search.facets(new Search(criteria, USD, Search.Order.NEWEST, Page.first(1)), few));
        assertThat(some.total()).isEqualTo(3);
        assertThat(some.approximate()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "email, filter-unknown",
        "attr.question, filter-not-shown",
        "attr.total_visits, filter-operator",
        "zip, filter-unknown"
    })
    void refusesFacetsThatCouldShowTooMuch(String name, String code) {
        var faults = new ArrayList<Fault>();
        assertThat(Facets.of(List.of(name), VERTICALS.current("education").orElseThrow(), 100, faults))
                .isEmpty();
        assertThat(faults).extracting(Fault::code).containsExactly(code);
    }

    @Test
    void whatTakesTooLongIsGivenUp() throws SQLException {
        var limits =
                new DatabaseConfig.Limits(1, 10, Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(5));
        try (var database = Database.open(VERTX, DB.app().withLimits(limits));
                var owner = DB.ownerConnection();
                var statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table market.listing in access exclusive mode");
            var impatient = new SearchListings(database, VERTICALS, InstantSource.fixed(NOW));
            var wanted = new Search(criteria("{\"score.gte\":50}"), USD, Search.Order.NEWEST, Page.first(50));
            assertThat(impatient.page(wanted).await()).isInstanceOf(Outcome.TooBroad.class);
            assertThat(impatient.count(wanted, Counting.EXACT).await()).isInstanceOf(Outcome.TooBroad.class);
            owner.rollback();
        }
    }
}
