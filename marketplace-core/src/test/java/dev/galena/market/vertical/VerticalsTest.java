package dev.galena.market.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.RuleSets;
import dev.galena.db.TestDatabase;
import dev.galena.market.vertical.PublishVertical.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerticalsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase DB = TestDatabase.create(VERTX, "consent", "market");
    private static final UUID OPERATOR = UUID.randomUUID();

    private final Verticals verticals = new Verticals();
    private final PublishVertical publish = new PublishVertical(DB.database(), verticals, new RuleSets(), CLOCK);

    @BeforeAll
    static void seed() {
        new SeedVerticals(DB.database(), new Verticals(), CLOCK).run();
    }

    @AfterAll
    static void close() {
        DB.close();
        VERTX.close();
    }

    private static JsonObject body() {
        return SeedVerticals.seed("solar").body().copy();
    }

    @Test
    void seedsOnceAndLeavesWhatIsThere() {
        new SeedVerticals(DB.database(), verticals, CLOCK).run();
        assertThat(verticals.current()).extracting(Vertical::code).contains("education", "solar", "auto-insurance");
        assertThat(verticals.current("education").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void aNewVersionIsCurrentAndTheOldOneStaysReadable() {
        var created = (Outcome.Published) publish.create("roofing", body(), OPERATOR);
        var second = (Outcome.Published) publish.addVersion("roofing", body().put("slots", 2), OPERATOR);
        assertThat(second.vertical().version()).isEqualTo(2);
        assertThat(second.vertical().id()).isEqualTo(created.vertical().id());
        assertThat(verticals.current("roofing").orElseThrow().slots()).isEqualTo(2);
        var elsewhere = new Verticals();
        DB.database().read(tx -> {
            elsewhere.refresh(tx);
            int id = created.vertical().id();
            assertThat(elsewhere.current(id).orElseThrow().slots()).isEqualTo(2);
            assertThat(elsewhere.version(tx, id, 1).orElseThrow().slots()).isEqualTo(4);
            assertThat(elsewhere.version(tx, id, 3)).isEmpty();
            return null;
        });
    }

    @Test
    void refusesATakenCodeAndAnUnknownOne() {
        assertThat(publish.create("solar", body(), OPERATOR)).isInstanceOf(Outcome.CodeTaken.class);
        assertThat(publish.addVersion("wine", body(), OPERATOR)).isInstanceOf(Outcome.NoSuchVertical.class);
    }

    @Test
    void namesEverythingThatIsWrongWithABody() {
        var fields = new JsonArray()
                .add(new JsonObject("{\"name\":\"Own Name\",\"type\":\"boolean\"}"))
                .add(new JsonObject("{\"name\":\"size\",\"type\":\"number\",\"min\":9,\"max\":1}"))
                .add(new JsonObject("{\"name\":\"note\",\"type\":\"text\",\"shown\":true}"))
                .add(
                        new JsonObject(
                                "{\"name\":\"colour\",\"type\":\"enum\",\"other\":\"keep\",\"options\":[{\"value\":\"a\"},{\"value\":\"b\",\"synonyms\":[\"A\"]}]}"))
                .add(new JsonObject("{\"name\":\"size\",\"type\":\"weight\"}"));
        var rules = new JsonArray()
                .add(new JsonObject("{\"name\":\"r\",\"points\":0,\"when\":{\"attr.taste\":\"x\",\"score.gte\":1}}"));
        var bad = body().put("fields", fields)
                .put(
                        "scorecard",
                        new JsonObject()
                                .put(
                                        "groups",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("name", "g")
                                                        .put("cap", 120)
                                                        .put("rules", rules)))
                                .put(
                                        "levels",
                                        new JsonObject()
                                                .put("engaged", 50)
                                                .put("mql", 40)
                                                .put("sql", 80)))
                .put("floor", 900)
                .put("fee_bps", 20_000)
                .put("return_window", "a week")
                .put("colour", "red");
        bad.remove("slots");
        var refused = (Outcome.Refused) publish.create("Bad Code", bad, OPERATOR);
        assertThat(refused.faults())
                .extracting(Fault::pointer)
                .contains(
                        "/code",
                        "/colour",
                        "/fields/0/name",
                        "/fields/1/max",
                        "/fields/2/shown",
                        "/fields/3/other",
                        "/fields/3/options/1/synonyms",
                        "/fields/4/type",
                        "/fields/4/name",
                        "/scorecard/groups/0/cap",
                        "/scorecard/groups/0/rules/0/when/attr.taste",
                        "/scorecard/groups/0/rules/0/when/score.gte",
                        "/scorecard/levels/mql",
                        "/prices/cold",
                        "/fee_bps",
                        "/return_window",
                        "/slots");
    }

    @Test
    void rulesThatNobodyWroteAreRefused() {
        var outcome = publish.create("ruleless", body().put("rule_set", "us-nowhere"), OPERATOR);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.faults())
                                .extracting(Fault::pointer)
                                .containsExactly("/rule_set"));
        assertThat(verticals.current("ruleless")).isEmpty();
    }
}
