package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scorecards on trial over HTTP; what they come to is worked out by hand beside {@code TryScorecard}. */
class TrialRoutesTest {
    private static final String PATH = "/v1/verticals/education/scorecard-trials";

    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        var leads = new ListedLeads(market);
        leads.list(market.seller, "CA", JsonObject.of("occupation", "Working Professional"));
        leads.list(market.seller, "NY", JsonObject.of("occupation", "Student"));
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject card() {
        return market.as(market.operator)
                .get("/v1/verticals/education")
                .expect(200)
                .json()
                .getJsonObject("scorecard");
    }

    /** What professionals get is taken away. */
    private static JsonObject draft() {
        var draft = card();
        for (var group : draft.getJsonArray("groups")) {
            var rules = ((JsonObject) group).getJsonArray("rules");
            rules.remove(rules.stream()
                    .filter(rule -> ((JsonObject) rule).getString("name").equals("occupation-professional"))
                    .findFirst()
                    .orElse(null));
        }
        return draft;
    }

    @Test
    void showsBothCardsBesideEachOther() {
        var trial = market.as(market.operator)
                .post(PATH, JsonObject.of("scorecard", draft(), "test", true))
                .expect(200)
                .json();
        assertThat(trial.getInteger("of")).isEqualTo(2);
        assertThat(trial.getJsonObject("moves").getJsonObject("down"))
                .isEqualTo(JsonObject.of("leads", 1, "mean", 35.0, "most", 35));
        var example = trial.getJsonArray("examples").getJsonObject(0);
        assertThat(example.getString("lead")).startsWith("lead_");
        assertThat(example.getJsonObject("read").getString("attr.occupation")).isEqualTo("Working Professional");
        assertThat(example.getJsonObject("before").getInteger("points"))
                .isEqualTo(example.getJsonObject("after").getInteger("points") + 35);
        assertThat(trial.getJsonObject("conversion").getValue("before")).isNull();
    }

    @Test
    void nothingIsPublishedByTrying() {
        market.as(market.operator)
                .post(PATH, JsonObject.of("scorecard", draft(), "days", 28))
                .expect(200);
        assertThat(market.as(market.operator)
                        .get("/v1/verticals/education")
                        .expect(200)
                        .json()
                        .getInteger("version"))
                .isEqualTo(1);
        assertThat(card()).isNotEqualTo(draft());
    }

    @Test
    void faultsAreNamedWhereTheyStand() {
        var broken = card();
        broken.getJsonArray("groups").getJsonObject(0).put("cap", 0);
        var refused = market.as(market.operator)
                .post(PATH, JsonObject.of("scorecard", broken))
                .expect(400, "invalid-request");
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/scorecard/groups/0/cap");
        for (int days : new int[] {0, 29})
            market.as(market.operator)
                    .post(PATH, JsonObject.of("scorecard", card(), "days", days))
                    .expect(400, "invalid-request");
        market.as(market.operator)
                .post(PATH, JsonObject.of("scorecard", JsonObject.of("groups", new JsonArray())))
                .expect(400, "invalid-request");
        market.as(market.operator)
                .post("/v1/verticals/wine/scorecard-trials", JsonObject.of("scorecard", card()))
                .expect(404, "not-found");
    }

    @Test
    void onlyTheOperatorTries() {
        for (var party : List.of(market.seller, market.buyer, market.compliance))
            market.as(party).post(PATH, JsonObject.of("scorecard", card())).expect(403, "forbidden");
    }
}
