package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerticalsTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject solar() {
        var body =
                market.as(market.buyer).get("/v1/verticals/solar").expect(200).json();
        body.remove("code");
        body.remove("version");
        return body;
    }

    @Test
    void everybodyReadsTheDefinitions() {
        var all =
                market.as(market.seller).get("/v1/verticals").expect(200).json().getJsonArray("data");
        assertThat(all)
                .extracting(each -> ((JsonObject) each).getString("code"))
                .contains("auto-insurance", "education", "solar");
        assertThat(solar().getJsonArray("fields")).isNotEmpty();
        market.as(market.buyer).get("/v1/verticals/wine").expect(404);
    }

    @Test
    void theOperatorAddsAKindAndAVersion() {
        var created = market.as(market.operator)
                .post("/v1/verticals", solar().put("code", "roofing"))
                .expect(201)
                .json();
        assertThat(created.getInteger("version")).isEqualTo(1);
        market.as(market.operator)
                .post("/v1/verticals", solar().put("code", "roofing"))
                .expect(409, "already-exists");
        market.as(market.operator)
                .post("/v1/verticals/roofing/versions", solar().put("slots", 3))
                .expect(201);
        assertThat(market.as(market.buyer)
                        .get("/v1/verticals/roofing")
                        .expect(200)
                        .json()
                        .getInteger("slots"))
                .isEqualTo(3);
        assertThat(market.as(market.buyer)
                        .get("/v1/verticals/roofing/versions/1")
                        .expect(200)
                        .json()
                        .getInteger("slots"))
                .isEqualTo(4);
        market.as(market.buyer).get("/v1/verticals/roofing/versions/3").expect(404);
        market.as(market.seller).post("/v1/verticals/roofing/versions", solar()).expect(403);
    }

    @Test
    void whatIsWrongIsNamedFieldByField() {
        var bad = solar().put("code", "boats").put("slots", 0).put("fees", 1);
        bad.getJsonArray("fields").getJsonObject(0).put("type", "weight");
        var errors = market.as(market.operator)
                .post("/v1/verticals", bad)
                .expect(400)
                .json()
                .getJsonArray("errors");
        assertThat(errors).isNotEmpty();
        var wrong = solar().put("slots", 0).put("prices", JsonObject.of("cold", 1, "engaged", 2, "mql", 3, "sql", 4));
        wrong.getJsonArray("fields").getJsonObject(0).put("options", new JsonArray());
        var reasons = market.as(market.operator)
                .post("/v1/verticals/solar/versions", wrong)
                .expect(400, "invalid-request")
                .json()
                .getJsonArray("errors");
        assertThat(reasons)
                .extracting(each -> ((JsonObject) each).getString("pointer"))
                .contains("/slots", "/prices/cold", "/prices/sql", "/fields/0/options");
    }
}
