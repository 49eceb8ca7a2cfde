package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever writes a program against the API sees what it asked. */
class RequestLogTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static List<JsonObject> log(ApiClient client, String query) {
        market.writeDownRequests();
        return client.get("/v1/request-log" + query).expect(200).json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void whatAKeyAskedIsThereWithoutWhatItSent() {
        var party = market.party("Own Programs", Role.BUYER);
        var client = market.as(party);
        client.get("/v1/listings?vertical=education&zip=90012").expect(200);
        client.get("/v1/purchases/pur_00000000000000000000000000").expect(404);
        client.post("/v1/purchases", JsonObject.of("secret", "jane@example.com"))
                .expect(400);
        client.idempotent("one")
                .post("/v1/purchases", JsonObject.of("listing", "lead_00000000000000000000000000"))
                .expect(404, "not-found");
        var all = log(client, "?limit=100");
        assertThat(all)
                .extracting(r -> r.getString("method") + " " + r.getString("path") + " " + r.getInteger("status") + " "
                        + r.getString("code"))
                .contains(
                        "GET /v1/listings 200 null",
                        "GET /v1/purchases/{id} 404 not-found",
                        "POST /v1/purchases 400 idempotency-key-missing",
                        "POST /v1/purchases 404 not-found");
        assertThat(all.toString()).doesNotContain("90012", "jane", "lead_000");
        assertThat(log(client, "?failed=true")).hasSize(3).allMatch(r -> r.getInteger("status") >= 400);
        assertThat(log(client, "?failed=true&method=POST&path=/v1/purchases")).hasSize(2);
        String key = all.getFirst().getString("key");
        assertThat(log(client, "?failed=true&key=" + key)).hasSize(3);
        var first =
                client.get("/v1/request-log?failed=true&limit=2").expect(200).json();
        assertThat(log(client, "?failed=true&limit=2&cursor=" + first.getString("next_cursor")))
                .hasSize(1);
        assertThat(log(market.as(market.otherBuyer), ""))
                .noneMatch(r -> r.getString("key").equals(key));
        market.as(party, Scope.PURCHASES_READ).get("/v1/request-log").expect(403, "forbidden");
    }

    @Test
    void moreThanIsKeptIsCounted() {
        var party = market.party("Busy Programs", Role.BUYER);
        var client = market.as(party);
        market.writeDownRequests();
        for (int i = 0; i < 230; i++) client.get("/v1/me").expect(200);
        client.get("/v1/purchases/pur_00000000000000000000000000").expect(404);
        market.writeDownRequests();
        var page = client.get("/v1/request-log?limit=500").expect(200).json();
        assertThat(page.getJsonArray("data").size() + page.getLong("dropped")).isEqualTo(231);
        assertThat(page.getLong("dropped")).isPositive();
        assertThat(log(client, "?failed=true")).hasSize(1);
    }

    @Test
    void whatIsOldIsForgotten() {
        var party = market.party("Old Programs", Role.BUYER);
        var client = market.as(party);
        client.get("/v1/me").expect(200);
        assertThat(log(client, "?path=/v1/me")).hasSize(1);
        market.market.requestLog.trim(Set.of(party.id()));
        assertThat(log(client, "?path=/v1/me")).hasSize(1);
        market.database.inTx(tx ->
                tx.run("update market.request_log set at = at - interval '8 days' where party_id = $1", party.id()));
        market.market.requestLog.trim(Set.of(party.id()));
        assertThat(log(client, "?path=/v1/me")).isEmpty();
    }
}
