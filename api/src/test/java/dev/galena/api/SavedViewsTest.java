package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SavedViewsTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject view(String screen, String name) {
        return JsonObject.of("screen", screen, "name", name, "query", "state=open&sort=due_at");
    }

    @Test
    void whatIsKeptIsListedChangedAndDeletedByItsOwnerAlone() {
        var mine = market.as(market.buyer);
        var other = market.as(market.otherBuyer);
        var kept = mine.post("/v1/saved-views", view("buyer/leads", "Hot")).expect(201);
        var path = kept.header("Location").orElseThrow();
        mine.post("/v1/saved-views", view("buyer/leads", "Hot")).expect(409, "already-exists");
        mine.post("/v1/saved-views", view("buyer/orders", "Hot")).expect(201);
        other.post("/v1/saved-views", view("buyer/leads", "Hot")).expect(201);
        assertThat(mine.get("/v1/saved-views").expect(200).json().getJsonArray("data"))
                .hasSize(2);
        assertThat(mine.get("/v1/saved-views?screen=buyer/leads")
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .containsExactly(kept.json());

        var renamed =
                mine.patch(path, JsonObject.of("name", "Hottest")).expect(200).json();
        assertThat(renamed.getString("name")).isEqualTo("Hottest");
        assertThat(renamed.getString("query")).isEqualTo("state=open&sort=due_at");
        var cold = mine.post("/v1/saved-views", view("buyer/leads", "Cold")).expect(201);
        mine.patch(cold.header("Location").orElseThrow(), JsonObject.of("name", "Hottest"))
                .expect(409, "already-exists");
        mine.patch(path, JsonObject.of("query", "")).expect(200);
        mine.patch(path, JsonObject.of("screen", "elsewhere")).expect(400);

        other.patch(path, JsonObject.of("name", "Stolen")).expect(404);
        other.delete(path).expect(404);
        mine.delete(path).expect(204);
        mine.delete(path).expect(404);
    }

    @Test
    void aHundredAreEnoughHoweverManyComeAtOnce() throws Exception {
        var seller = market.as(market.seller);
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tries = pool.invokeAll(IntStream.range(0, 104)
                    .<Callable<Integer>>mapToObj(i -> () -> seller.post("/v1/saved-views", view("s", "view " + i))
                            .status())
                    .toList());
            int kept = 0;
            for (var each : tries) kept += each.get() == 201 ? 1 : 0;
            assertThat(kept).isEqualTo(100);
        }
        seller.post("/v1/saved-views", view("s", "one more")).expect(409, "too-many-views");
    }
}
