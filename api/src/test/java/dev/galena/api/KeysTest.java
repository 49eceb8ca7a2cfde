package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject wanted(String... scopes) {
        return JsonObject.of("name", "robot", "scopes", new JsonArray(java.util.List.of((Object[]) scopes)));
    }

    @Test
    void aKeyIsShownOnceAndWorks() {
        var key = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read"))
                .expect(201)
                .json();
        assertThat(key.getString("key")).matches("gal_test_[0-9A-Za-z]{36}").startsWith(key.getString("prefix"));
        var me = market.client()
                .bearer(key.getString("key"))
                .get("/v1/me")
                .expect(200)
                .json();
        assertThat(me.getJsonArray("scopes")).containsExactly("listings:read");
        var read = market.as(market.buyer)
                .get("/v1/api-keys/" + key.getString("id"))
                .expect(200);
        assertThat(read.text()).doesNotContain(key.getString("key"));
    }

    @Test
    void nobodyGivesAwayMoreThanTheyHave() {
        market.as(market.buyer).post("/v1/api-keys", wanted("money:admin")).expect(400, "invalid-scope");
        market.as(market.buyer).post("/v1/api-keys", wanted("no:scope")).expect(400, "invalid-scope");
        var small = market.as(market.buyer, Scope.KEYS_ADMIN);
        small.post("/v1/api-keys", wanted("listings:read")).expect(400, "invalid-scope");
        var big = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read", "purchases:write"))
                .json();
        small.post("/v1/api-keys/" + big.getString("id") + "/rotate", JsonObject.of("overlap_seconds", 60))
                .expect(400, "invalid-scope");
    }

    @Test
    void aRevokedKeyIsDeadHereAtOnce() {
        var key = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read"))
                .json();
        var robot = market.client().bearer(key.getString("key"));
        robot.get("/v1/me").expect(200);
        market.as(market.buyer).delete("/v1/api-keys/" + key.getString("id")).expect(204);
        robot.get("/v1/me").expect(401, "unauthenticated");
    }

    /** As when another process revokes it: nobody tells this one. */
    @Test
    void aKeyRevokedElsewhereIsDeadWithinFiveSeconds() throws InterruptedException {
        var key = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read"))
                .json();
        var robot = market.client().bearer(key.getString("key"));
        robot.get("/v1/me").expect(200);
        var id = Id.parse("key", key.getString("id")).orElseThrow();
        var revoked = Instant.now();
        market.market.issueKeys.revoke(market.buyer.id(), id);
        while (robot.get("/v1/me").status() == 200) {
            assertThat(Duration.between(revoked, Instant.now())).isLessThan(Duration.ofSeconds(5));
            Thread.sleep(100);
        }
    }

    @Test
    void aKeyEndsWithItsTime() {
        var soon = market.clock.instant().plusSeconds(60);
        var key = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read").put("expires_at", soon.toString()))
                .expect(201)
                .json();
        var robot = market.client().bearer(key.getString("key"));
        robot.get("/v1/me").expect(200);
        market.clock.advance(Duration.ofMinutes(2));
        robot.get("/v1/me").expect(401, "unauthenticated");
    }

    @Test
    void rotationLetsBothWorkForAWhile() {
        var old = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read"))
                .json();
        var path = "/v1/api-keys/" + old.getString("id");
        var fresh = market.as(market.buyer)
                .post(path + "/rotate", JsonObject.of("overlap_seconds", 600))
                .expect(201)
                .json();
        assertThat(fresh.getJsonArray("scopes")).isEqualTo(old.getJsonArray("scopes"));
        market.client().bearer(old.getString("key")).get("/v1/me").expect(200);
        market.client().bearer(fresh.getString("key")).get("/v1/me").expect(200);
        market.clock.advance(Duration.ofMinutes(11));
        market.client().bearer(old.getString("key")).get("/v1/me").expect(401, "unauthenticated");
        market.client().bearer(fresh.getString("key")).get("/v1/me").expect(200);
        market.as(market.buyer)
                .post(path + "/rotate", JsonObject.of("overlap_seconds", 0))
                .expect(409, "key-not-in-force");
    }

    @Test
    void pagesHoldEveryKeyOnce() {
        var party = market.party("Many Keys", Role.SELLER);
        for (int i = 0; i < 6; i++) {
            market.key(party, Set.of(Scope.LEADS_READ));
        }
        var seen = new HashSet<String>();
        var path = "/v1/api-keys?limit=3";
        int pages = 0;
        while (path != null) {
            var page = market.as(party).get(path).expect(200);
            page.json()
                    .getJsonArray("data")
                    .forEach(key -> assertThat(seen.add(((JsonObject) key).getString("id")))
                            .isTrue());
            path = page.header("Link")
                    .map(link -> link.replaceAll("<(.*)>.*", "$1"))
                    .orElse(null);
            pages++;
        }
        assertThat(seen).hasSize(7); // and the one that asks
        assertThat(pages).isEqualTo(3);
        market.as(party).get("/v1/api-keys?cursor=nonsense").expect(400, "invalid-cursor");
        market.as(party).get("/v1/api-keys?limit=501").expect(400, "invalid-request");
    }

    @Test
    void lastUseIsWrittenDownLater() throws InterruptedException {
        var key = market.as(market.buyer)
                .post("/v1/api-keys", wanted("listings:read"))
                .json();
        market.client().bearer(key.getString("key")).get("/v1/me").expect(200);
        market.writeDownUsedKeys();
        var read = market.as(market.buyer)
                .get("/v1/api-keys/" + key.getString("id"))
                .expect(200)
                .json();
        assertThat(read.getString("last_used_at")).isNotNull();
    }
}
