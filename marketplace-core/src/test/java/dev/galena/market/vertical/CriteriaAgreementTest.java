package dev.galena.market.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.market.listing.Listing;
import dev.galena.market.listing.Listings;
import dev.galena.market.listing.NewListing;
import dev.galena.market.vertical.Criteria.Parsed;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database finds and what the matcher finds is the same, whatever is asked. */
class CriteriaAgreementTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String[] STATES = {"CA", "NY", "TX", "WA"};
    private static final String[] ZIPS = {"90012", "90013", "10001", "98101", "00501"};
    private static final String[] SOURCES = {"src-a", "src-b", "src-ü\"'"};
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "market");
    private static final Verticals VERTICALS = new Verticals();
    private static final Listings LISTINGS = new Listings();
    private static final List<Listing> ALL = new ArrayList<>();

    @BeforeAll
    static void listSomeLeads() {
        new SeedVerticals(DB.database(), VERTICALS, InstantSource.fixed(NOW)).run();
        var random = new Random(7);
        var listings = new ArrayList<NewListing>();
        for (int i = 0; i < 400; i++) listings.add(random(random));
        var sold = new ArrayList<Listings.Taken>();
        for (NewListing l : listings)
            if (random.nextInt(3) == 0) sold.add(new Listings.Taken(l.leadId(), 1, l.maxSales()));
        DB.database().inTx(tx -> {
            LISTINGS.add(tx, listings);
            LISTINGS.lock(tx, listings.stream().map(NewListing::leadId).toList());
            LISTINGS.take(tx, sold);
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

    @Test
    void whatWasListedReadsBackAsItWas() {
        assertThat(ALL).hasSize(400);
        assertThat(ALL)
                .anyMatch(l -> l.status() == Listing.Status.EXHAUSTED)
                .anyMatch(l -> l.sold() == 1 && l.slotsLeft() > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void databaseAndMatcherAgree(int seed) {
        var random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            JsonObject asked = randomFilter(random);
            var parsed = Criteria.parse(asked, VERTICALS::current);
            assertThat(parsed).as(asked.encode()).isInstanceOf(Parsed.Understood.class);
            Criteria criteria = ((Parsed.Understood) parsed).criteria();
            Set<UUID> matched = ALL.stream()
                    .filter(l -> criteria.matches(l.asListed(), NOW))
                    .map(l -> l.terms().leadId())
                    .collect(Collectors.toSet());
            assertThat(inDatabase(criteria)).as(asked.encode()).isEqualTo(matched);
            found += matched.size();
        }
        assertThat(found).as("filters that find something").isGreaterThan(60);
    }

    private static Set<UUID> inDatabase(Criteria criteria) {
        var sql = new Sql().add("select l.lead_id from market.listing l where true");
        criteria.write(sql, NOW);
        return DB.database()
                .read(tx -> tx.rows(sql.text(), sql.binds().toArray()).stream()
                        .map(row -> row.getUUID(0))
                        .collect(Collectors.toSet()));
    }

    private static NewListing random(Random random) {
        Vertical vertical = VERTICALS
                .current(random.nextInt(4) == 0 ? "solar" : "education")
                .orElseThrow();
        var attrs = new JsonObject();
        for (Field field : vertical.fields()) {
            if (field.shown() && random.nextInt(3) > 0) attrs.put(field.name(), value(field, random));
        }
        // What an earlier version of the vertical may have left behind: values of another type.
        if (random.nextInt(20) == 0) attrs.put("total_visits", "many");
        if (random.nextInt(20) == 0) attrs.put("free_copy", "yes").put("battery", 1);
        int score = random.nextInt(101);
        long price = 100L + random.nextInt(50);
        return new NewListing(
                Id.next(),
                vertical.id(),
                1,
                UUID.randomUUID(),
                pick(SOURCES, random),
                pick(STATES, random),
                pick(ZIPS, random),
                score,
                vertical.scorecard().level(score),
                random.nextInt(32),
                random.nextBoolean(),
                NOW.minusSeconds(random.nextInt(5) * 43_200L),
                NOW.plus(Duration.ofDays(10)),
                attrs,
                "USD",
                price,
                random.nextBoolean() ? price * 2 : null,
                1 + random.nextInt(3));
    }

    private static Object value(Field field, Random random) {
        return switch (field.kind()) {
            case Kind.Choice choice ->
                choice.options().get(random.nextInt(Math.min(4, choice.options().size())));
            case Kind.Amount amount ->
                amount.decimals() == 0 ? (Object) (long) random.nextInt(6) : (Object) (random.nextInt(12) / 4.0);
            case Kind.YesNo yesNo -> random.nextBoolean();
            case Kind.Day day -> "2026-11-0" + (1 + random.nextInt(5));
            case Kind.Text text -> "words";
        };
    }

    private static JsonObject randomFilter(Random random) {
        var filter = new JsonObject();
        boolean ofEducation = random.nextInt(3) > 0;
        if (ofEducation) filter.put("vertical", "education");
        for (int n = 1 + random.nextInt(3); n > 0; n--) one(filter, random);
        if (ofEducation) {
            for (int n = random.nextInt(3); n > 0; n--)
                ofField(filter, VERTICALS.current("education").orElseThrow(), random);
        }
        return filter;
    }

    private static void one(JsonObject filter, Random random) {
        String not = random.nextInt(4) == 0 ? "not." : "";
        String op = "." + pick(new String[] {"gte", "gt", "lte", "lt"}, random);
        switch (random.nextInt(11)) {
            case 0 ->
                filter.put(
                        not + "state", new JsonArray().add(pick(STATES, random)).add(pick(STATES, random)));
            case 1 ->
                filter.put(
                        not + "zip",
                        new JsonArray().add(pick(ZIPS, random)).add(pick(new String[] {"900*", "9*", "005*"}, random)));
            case 2 -> filter.put(not + "source", pick(SOURCES, random));
            case 3 -> filter.put(not + "score" + op, random.nextInt(101));
            case 4 -> filter.put("price" + op, 100 + random.nextInt(50));
            case 5 -> filter.put("age" + op, "PT" + random.nextInt(5) * 12 + "H");
            case 6 ->
                filter.put(
                        not + "channel" + (random.nextBoolean() ? ".all" : ""),
                        new JsonArray().add("call").add("email"));
            case 7 -> filter.put(not + "certified", random.nextBoolean());
            case 8 ->
                filter.put(
                        not + "level" + (random.nextBoolean() ? op : ""),
                        pick(new String[] {"cold", "engaged", "mql", "sql"}, random));
            case 9 -> filter.put(not + "exclusive", random.nextBoolean());
            default -> filter.put("sold" + (random.nextBoolean() ? op : ""), random.nextInt(2));
        }
    }

    private static void ofField(JsonObject filter, Vertical vertical, Random random) {
        Field field = vertical.fields().get(random.nextInt(vertical.fields().size()));
        if (!field.shown()) return;
        String name = (random.nextInt(4) == 0 ? "not." : "") + "attr." + field.name();
        String op = random.nextInt(4) == 0 ? "" : "." + pick(new String[] {"gte", "gt", "lte", "lt"}, random);
        if (random.nextInt(5) == 0) filter.put(name + ".exists", random.nextBoolean());
        else if (field.kind() instanceof Kind.Amount || field.kind() instanceof Kind.Day)
            filter.put(name + op, value(field, random));
        else filter.put(name, value(field, random));
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
