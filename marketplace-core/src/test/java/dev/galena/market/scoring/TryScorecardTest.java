package dev.galena.market.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.RuleSets;
import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.db.TestDatabase;
import dev.galena.market.scoring.Trial.Count;
import dev.galena.market.scoring.Trial.Moves;
import dev.galena.market.scoring.Trial.Shift;
import dev.galena.market.scoring.TryScorecard.Outcome;
import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.PublishVertical;
import dev.galena.market.vertical.TestVerticals;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five leads of a week, worked out by hand, and leads that must not count. */
class TryScorecardTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "consent", "billing", "market");
    private static final Instant NOW = Instant.parse("2026-03-25T14:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Verticals VERTICALS = new Verticals();
    private static final TryScorecard TRY = new TryScorecard(DB.database(), VERTICALS, InstantSource.fixed(NOW));
    private static final UUID SELLER = Id.next();
    private static final UUID TEST_SELLER = Id.next();
    private static UUID a;
    private static UUID b;
    private static UUID c;
    private static UUID d;
    private static UUID e;

    @BeforeAll
    static void tell() {
        var body = TestVerticals.seed("solar")
                .body()
                .copy()
                .put(
                        "fields",
                        JsonArray.of(
                                JsonObject.of("name", "visits", "type", "number", "min", 0, "max", 1000),
                                JsonObject.of("name", "budget", "type", "boolean"),
                                JsonObject.of("name", "note", "type", "text", "shown", false)))
                .put(
                        "scorecard",
                        card(
                                rule("visited", 40, JsonObject.of("attr.visits.gte", 3)),
                                rule("budget", 30, JsonObject.of("attr.budget", true))));
        var publish = new PublishVertical(DB.database(), VERTICALS, new RuleSets(), InstantSource.fixed(NOW));
        for (String code : List.of("tried", "empty", "many"))
            assertThat(publish.create(code, body, SELLER)).isInstanceOf(PublishVertical.Outcome.Published.class);
        party(SELLER, "USD");
        party(TEST_SELLER, "XTS");
        Duration day = Duration.ofDays(1);
        a = lead("tried", SELLER, day, 5, false, null);
        b = lead("tried", SELLER, day, 5, true, null);
        c = lead("tried", SELLER, day.multipliedBy(6), 0, true, null);
        d = lead("tried", SELLER, day, 4, false, "call me about my illness");
        e = lead("tried", SELLER, day, 0, false, null);
        returned(sold(a, 1), "accepted");
        returned(sold(a, 2), "denied");
        won(sold(b, 1), "won");
        won(sold(b, 2), "lost");
        won(sold(c, 1), "won");
        won(sold(d, 1), "qualified");
        returned(sold(d, 2), "denied");
        lead("tried", SELLER, Duration.ofDays(8), 5, true, null); // last week's last week
        lead("tried", TEST_SELLER, day, 9, true, null);
        UUID erased = lead("tried", SELLER, day, 5, true, null);
        run("update market.listing set status = 'erased', attrs = '{}' where lead_id = $1", erased);
        lead("many", SELLER, day, 1, false, null);
        for (int i = 0; i < 60; i++) lead("many", SELLER, day, i % 7, i % 2 == 0, null);
    }

    @AfterAll
    static void close() {
        DB.close();
        VERTX.close().await();
    }

    private static JsonObject card(JsonObject... rules) {
        return JsonObject.of(
                "groups",
                JsonArray.of(JsonObject.of("name", "all", "cap", 100, "rules", new JsonArray(List.of(rules)))),
                "levels",
                JsonObject.of("engaged", 25, "mql", 50, "sql", 80));
    }

    private static JsonObject rule(String name, int points, JsonObject when) {
        return JsonObject.of("name", name, "points", points, "when", when);
    }

    /** Visits are worth less, a budget more, and who writes a note is in earnest. */
    private static JsonObject draft() {
        return card(
                rule("visited", 10, JsonObject.of("attr.visits.gte", 3)),
                rule("budget", 60, JsonObject.of("attr.budget", true)),
                rule("wrote", 20, JsonObject.of("attr.note.exists", true)));
    }

    private static void party(UUID id, String currency) {
        run("""
                insert into market.party (id, name, roles, currency, test, created_at)
                values ($1, 'A party', '{seller}', $2::text, $2::text = 'XTS', now())""", id, currency);
    }

    private static UUID lead(String code, UUID seller, Duration ago, int visits, boolean budget, String note) {
        UUID id =
                new UUID(NOW.minus(ago).toEpochMilli() << 16 | 0x7000, Id.next().getLeastSignificantBits());
        int vertical = VERTICALS.current(code).orElseThrow().id();
        String hidden = note == null ? "{}" : JsonObject.of("note", note).encode();
        run("""
                insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                  generated_at, received_at, subs, hidden, contributions)
                values ($1, $1, $1, $2, $1, $3, 1, $4, $4, '{}', $5, '[]')""", id, seller, vertical, NOW.minus(ago), new Json(hidden));
        run(
                """
                insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score, level,
                  channels, certified, generated_at, expires_at, attrs, currency, price, max_sales, status)
                select $1, $2, 1, $3, 'src-1', 'CA', '90001', 1, 0, 1, false, $4, '2099-01-01Z', $5, currency, 100, 3, 'open'
                from market.party where id = $3""",
                id,
                vertical,
                seller,
                NOW.minus(ago),
                new Json(JsonObject.of("visits", visits, "budget", budget).encode()));
        return id;
    }

    private static UUID sold(UUID lead, int slot) {
        UUID id = Id.next();
        run("""
                insert into market.sale (lead_id, subject_id, consent_id, seller_id, slot, max_sales, exclusive, id, purchase_id, buyer_id,
                  vertical_id, price, fee, list_price, score, level, rule_set, sold_at, return_until)
                select $1, $1, $1, seller_id, $2, 3, false, $3, $3, $3, vertical_id, 100, 0, 100, 1, 0, 'x@1', now(), now()
                from market.lead where id = $1""", lead, (short) slot, id);
        return id;
    }

    private static void returned(UUID sale, String state) {
        run("""
                insert into market.sale_return (id, sale_id, purchase_id, buyer_id, seller_id, lead_id, reason, remedy, requested_at,
                  requested_by, answer_until, state, decided_at, decided_by)
                select $2, id, purchase_id, buyer_id, seller_id, lead_id, 'duplicate', 'money', now(), 'key', now(), $3, now(), 'key'
                from market.sale where id = $1""", sale, Id.next(), state);
    }

    private static void won(UUID sale, String value) {
        run("""
                insert into market.disposition_now (sale_id, purchase_id, buyer_id, seller_id, source_id, lead_id, version, value, sold_at,
                  at, noted_at)
                select id, purchase_id, buyer_id, seller_id, seller_id, lead_id, 1, $2, now(), now(), now()
                from market.sale where id = $1""", sale, value);
    }

    private static void run(String sql, Object... args) {
        DB.database().inTx(tx -> tx.run(sql, args));
    }

    private static Trial tried(TryScorecard on, String code, JsonObject card, boolean test) {
        var outcome = on.tryOn(code, card, WEEK, test);
        assertThat(outcome).isInstanceOf(Outcome.Tried.class);
        return ((Outcome.Tried) outcome).trial();
    }

    @Test
    void comparesTheCardsByHand() {
        var trial = tried(TRY, "tried", draft(), false);
        assertThat(trial.of()).as("one of them erased").isEqualTo(6);
        assertThat(trial.leads()).isEqualTo(5);
        assertThat(trial.cut()).isFalse();
        // before: a 40, b 70, c 30, d 40, e 0; after: a 10, b 70, c 60, d 30, e 0
        var before = trial.bands().stream().collect(Collectors.toMap(Trial.Band::from, Trial.Band::before));
        assertThat(before).hasSize(10);
        assertThat(before.get(0)).isEqualTo(new Count(1, 0, 0, 0));
        assertThat(before.get(30)).isEqualTo(new Count(1, 1, 0, 1));
        assertThat(before.get(40)).isEqualTo(new Count(2, 2, 1, 0));
        assertThat(before.get(70)).isEqualTo(new Count(1, 1, 0, 1));
        var after = trial.bands().stream().collect(Collectors.toMap(Trial.Band::from, Trial.Band::after));
        assertThat(after.get(10)).isEqualTo(new Count(1, 1, 1, 0));
        assertThat(after.get(30)).isEqualTo(new Count(1, 1, 0, 0));
        assertThat(after.get(40)).isEqualTo(new Count(0, 0, 0, 0));
        assertThat(after.get(60)).isEqualTo(new Count(1, 1, 0, 1));
        assertThat(trial.moves()).isEqualTo(new Moves(new Moves.Part(1, 30, 30), new Moves.Part(2, 40, 30), 2));
        assertThat(trial.shifts())
                .containsExactly(
                        new Shift(Level.COLD, Level.COLD, 1),
                        new Shift(Level.ENGAGED, Level.COLD, 1),
                        new Shift(Level.ENGAGED, Level.ENGAGED, 1),
                        new Shift(Level.ENGAGED, Level.MQL, 1),
                        new Shift(Level.MQL, Level.MQL, 1));
        // won b, c against a, d: two of four pairs, then all; returned a against b, c, d: one and a tie of three, then
        // all
        assertThat(trial.conversion()).isEqualTo(new Separation(2, 2, 0.5, 1.0, 0.5));
        assertThat(trial.returns()).isEqualTo(new Separation(3, 1, 0.5, 1.0, null));
    }

    @Test
    void examplesSayWhyAndNothingThatIsHidden() {
        var examples = tried(TRY, "tried", draft(), false).examples();
        assertThat(examples).extracting(Trial.Example::lead).startsWith(c, a, d).contains(b, e);
        var lost = examples.get(2);
        assertThat(lost.before().contributions()).containsExactly(new Contribution("all", "visited", 40));
        assertThat(lost.after().contributions())
                .containsExactly(new Contribution("all", "visited", 10), new Contribution("all", "wrote", 20));
        assertThat(lost.read()).isEqualTo(Map.of("attr.visits", 4, "attr.budget", false));
        assertThat(lost.hidden()).isEqualTo(Set.of("attr.note"));
        assertThat(examples.getFirst().hidden()).isEmpty();
        assertThat(examples.toString()).doesNotContain("illness");
    }

    @Test
    void leadsOfTestPartiesAreApart() {
        var trial = tried(TRY, "tried", draft(), true);
        assertThat(trial.of()).isEqualTo(1);
        assertThat(trial.conversion()).isEqualTo(new Separation(0, 0, null, null, null));
    }

    @Test
    void anEmptyWeekHasAnAnswer() {
        var trial = tried(TRY, "empty", draft(), false);
        assertThat(trial.of()).isZero();
        assertThat(trial.bands())
                .allSatisfy(band -> assertThat(band.before().leads()).isZero());
        assertThat(trial.moves()).isEqualTo(new Moves(new Moves.Part(0, 0, 0), new Moves.Part(0, 0, 0), 0));
        assertThat(trial.examples()).isEmpty();
    }

    @Test
    void ofManyASampleIsDrawnTheSameEachTime() {
        var some = new TryScorecard(DB.database(), VERTICALS, InstantSource.fixed(NOW), 20);
        var first = tried(some, "many", draft(), false);
        assertThat(first.of()).isEqualTo(61);
        assertThat(first.leads()).isEqualTo(20);
        assertThat(tried(some, "many", draft(), false)).isEqualTo(first);
        assertThat(tried(TRY, "many", draft(), false).examples()).hasSize(Comparison.EXAMPLES_MAX);
    }

    @Test
    void whatIsPublishedScoresLikeItself() {
        var published = VERTICALS.current("tried").orElseThrow().body().getJsonObject("scorecard");
        var trial = tried(TRY, "tried", published, false);
        assertThat(trial.moves().same()).isEqualTo(5);
        assertThat(trial.conversion().error()).isZero();
    }

    @Test
    void aCardThatCannotBeReadIsRefusedWithAllItsFaults() {
        var broken = card(
                rule("visited", 200, JsonObject.of("attr.visits.gte", 3)),
                rule("visited", 1, JsonObject.of("attr.nothing", true)));
        assertThat(TRY.tryOn("tried", broken, WEEK, false))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.faults())
                                .extracting(Fault::pointer)
                                .containsExactlyInAnyOrder(
                                        "/scorecard/groups/0/rules/0/points",
                                        "/scorecard/groups/0/rules/1/name",
                                        "/scorecard/groups/0/rules/1/when/attr.nothing"));
        assertThat(TRY.tryOn("nothing", draft(), WEEK, false)).isEqualTo(new Outcome.NoSuchVertical());
    }
}
