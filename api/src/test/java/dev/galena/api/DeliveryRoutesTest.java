package dev.galena.api;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.db.Json;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.NewEvent;
import dev.galena.market.party.Party;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeliveryRoutesTest {
    private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
    private static OpenMarket market;
    private static HttpServer farEnd;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        market.market.deliverEvents.start();
        farEnd = market.vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    RECEIVED.add(request.getHeader("webhook-id"));
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterAll
    static void close() {
        market.market.deliverEvents.close();
        market.close();
    }

    @Test
    void anEndpointFromItsFirstDayToItsLast() {
        var buyer = market.as(market.buyer);
        var made = buyer.post(
                        "/v1/webhook-endpoints", JsonObject.of("url", url(), "types", new JsonArray(List.of("a.b"))))
                .expect(201);
        var path = made.header("location").orElseThrow();
        assertThat(made.json().getString("secret")).startsWith("whsec_");
        assertThat(buyer.get(path).expect(200).json().containsKey("secret")).isFalse();
        assertThat(buyer.get("/v1/webhook-endpoints").expect(200).text()).doesNotContain("whsec_");
        assertThat(buyer.send("POST", path + "/rotate", null, noBody())
                        .expect(200)
                        .json()
                        .getString("secret"))
                .isNotEqualTo(made.json().getString("secret"));
        assertThat(buyer.patch(path, JsonObject.of("enabled", false))
                        .expect(200)
                        .json()
                        .getString("disabled_because"))
                .isEqualTo("asked");

        var stranger = market.as(market.otherBuyer);
        stranger.get(path).expect(404, "not-found");
        stranger.patch(path, JsonObject.of("enabled", true)).expect(404, "not-found");
        stranger.send("POST", path + "/rotate", null, noBody()).expect(404, "not-found");
        stranger.delete(path).expect(404, "not-found");

        buyer.delete(path).expect(204);
        buyer.get(path).expect(404, "not-found");
        for (String inside : List.of("https://169.254.169.254/", "https://user@example.com/", "ftp://example.com/x"))
            buyer.post("/v1/webhook-endpoints", JsonObject.of("url", inside)).expect(400, "invalid-request");
    }

    @Test
    void eventsAreListedDeliveredAndReplayed() throws InterruptedException {
        var party = market.seller;
        var seller = market.as(party);
        var endpoint = seller.post("/v1/webhook-endpoints", JsonObject.of("url", url()))
                .expect(201);
        String event = Id.text("evt", event(party));
        eventually(() -> RECEIVED.contains(event));
        eventually(() -> seller.get("/v1/deliveries?state=delivered").text().contains(event));

        var events = seller.get("/v1/events?limit=1").expect(200).json();
        assertThat(events.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(event);
        assertThat(market.as(market.otherSeller).get("/v1/events").expect(200).text())
                .doesNotContain(event);

        var delivery = seller.get("/v1/deliveries")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        String path = "/v1/deliveries/" + delivery.getString("id");
        assertThat(seller.get(path).expect(200).json().getJsonArray("log")).hasSize(1);
        market.as(market.otherSeller).get(path).expect(404, "not-found");
        market.as(market.otherSeller)
                .send("POST", path + "/replay", null, noBody())
                .expect(404, "not-found");

        seller.send("POST", path + "/replay", null, noBody()).expect(202);
        eventually(() -> RECEIVED.stream().filter(event::equals).count() == 2);
        eventually(() -> seller.get(path).json().getString("state").equals("delivered"));
        var range = JsonObject.of(
                "from",
                Instant.now().minusSeconds(600).toString(),
                "to",
                Instant.now().plusSeconds(600).toString());
        String replay = endpoint.header("location").orElseThrow() + "/replay";
        assertThat(seller.post(replay, range).expect(202).json().getInteger("replayed"))
                .isOne();
        market.as(market.otherSeller).post(replay, range).expect(404, "not-found");
        eventually(() -> RECEIVED.stream().filter(event::equals).count() == 3);
        String where = endpoint.header("location").orElseThrow();
        seller.patch(where, JsonObject.of("enabled", false)).expect(200);
        seller.send("POST", path + "/replay", null, noBody()).expect(409, "endpoint-off");
        seller.delete(where).expect(204);
        seller.send("POST", path + "/replay", null, noBody()).expect(409, "endpoint-off");
    }

    @Test
    void boughtLeadsAreTakenAlongByTheirBuyerOnly() {
        var leads = new SoldLeads(market);
        var lead = leads.sell(market.seller.id(), "=1+1", "+12135550177", market.buyer.id());
        var file = market.as(market.buyer)
                .get("/v1/exports/purchases.csv?purpose=campaign")
                .expect(200);
        assertThat(file.text()).contains(lead.text(), "\"'=1+1\"", "\"'+12135550177\"");
        assertThat(market.as(market.otherBuyer)
                        .get("/v1/exports/purchases.csv")
                        .expect(200)
                        .text())
                .doesNotContain(lead.text());
        market.as(market.seller).get("/v1/exports/purchases.csv").expect(403, "forbidden");
    }

    private static UUID event(Party party) {
        UUID id = Id.next();
        market.database.inTx(tx -> {
            var data = new Json(JsonObject.of("batch", Id.text("bat", id)).encode());
            new Events().add(tx, List.of(new NewEvent(id, party.id(), "batch.finished", data, Instant.now())));
            return null;
        });
        return id;
    }

    private static String url() {
        return "http://127.0.0.1:" + farEnd.actualPort() + "/hook";
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        Instant patience = Instant.now().plus(Duration.ofSeconds(10));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(patience);
            Thread.sleep(20);
        }
    }
}
