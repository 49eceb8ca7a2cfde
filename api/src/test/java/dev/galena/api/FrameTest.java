package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @Test
    void tellsTheCallerWhoItIs() {
        var me = market.as(market.buyer).get("/v1/me").expect(200).json();
        assertThat(me.getJsonObject("party").getString("name")).isEqualTo("Northfield College");
        assertThat(me.getJsonArray("roles")).containsExactly("buyer");
    }

    @Test
    void asksWhoCallsBeforeAnythingElse() {
        market.client().get("/v1/me?nonsense=1").expect(401, "unauthenticated");
        market.client()
                .bearer("gal_test_000000000000000000000000000000000000")
                .get("/v1/me")
                .expect(401, "unauthenticated");
    }

    @Test
    void refusesUnknownParametersAndPaths() {
        var problem = market.as(market.buyer).get("/v1/me?nonsense=1").expect(400, "invalid-request");
        assertThat(problem.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/query/nonsense");
        market.as(market.buyer).get("/v1/nowhere").expect(404, "not-found");
        assertThat(market.as(market.buyer)
                        .delete("/v1/me")
                        .expect(405, "method-not-allowed")
                        .header("Allow"))
                .contains("GET");
    }

    @Test
    void everyAnswerHasItsRequestId() {
        var problem = market.client().get("/v1/me");
        assertThat(problem.header("X-Request-Id")).contains(problem.json().getString("request_id"));
    }

    @Test
    void servesItsDescriptionAndPagesWithoutTheInternet() {
        assertThat(market.client().get("/openapi.json").expect(200).json().getString("openapi"))
                .startsWith("3.1");
        var docs = market.client().get("/docs").expect(200);
        assertThat(docs.text()).doesNotContain("http://", "https://");
        assertThat(docs.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(market.client()
                        .get("/docs/swagger-ui-bundle.js")
                        .expect(200)
                        .raw()
                        .body())
                .hasSizeGreaterThan(1_000_000);
        market.client().get("/docs/..%2f..%2fopenapi.yaml").expect(404);
        market.client().get("/problems/not-found").expect(200);
        market.client().get("/problems/nonsense").expect(404);
    }

    @Test
    void servesThePageThatChecksProofsToAnybody() {
        var page = market.client().get("/console/verify").expect(200);
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe", "connect-src");
        var assets = Pattern.compile("/console/assets/[^\"]+")
                .matcher(page.text())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(assets).anyMatch(asset -> asset.endsWith(".js")).anyMatch(asset -> asset.endsWith(".css"));
        for (var asset : assets) {
            var got = market.client().get(asset).expect(200);
            assertThat(got.header("Content-Type").orElseThrow()).startsWith("text/");
            assertThat(got.header("X-Content-Type-Options")).contains("nosniff");
        }
        market.client().get("/console/assets/nothing.js").expect(404);
        market.client().get("/console/assets/..%2fverify.html").expect(404);
    }

    @Test
    void servesTheConsoleAtAnyOfItsPaths() {
        assertThat(market.client().get("/").expect(302).header("Location")).contains("/console");
        var page = market.client().get("/console").expect(200);
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
                .contains("frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).contains("no-cache");
        for (var path : List.of("/console/", "/console/seller/batches", "/console/operator/ledger/acc_1")) {
            assertThat(market.client().get(path).expect(200).text()).isEqualTo(page.text());
        }
        market.client().get("/console/seller/batches/").expect(404);
        assertThat(page.text()).contains("/console/assets/").doesNotContain("<style", "onload=");
        var script = Pattern.compile("/console/assets/index[^\"]+\\.js").matcher(page.text());
        assertThat(script.find()).isTrue();
        var plain = market.client().get(script.group()).expect(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Cache-Control").orElseThrow()).contains("immutable");
        for (var encoding : List.of("gzip", "br")) {
            var packed = market.client()
                    .with("Accept-Encoding", "deflate;q=0.5, " + encoding)
                    .get(script.group())
                    .expect(200);
            assertThat(packed.header("Content-Encoding")).contains(encoding);
            assertThat(packed.header("Vary")).contains("accept-encoding");
            assertThat(packed.raw().body().length).isLessThan(plain.raw().body().length / 2);
        }
        assertThat(market.client()
                        .with("Accept-Encoding", "gzip;q=0, br;q=0")
                        .get(script.group())
                        .expect(200)
                        .header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void packsTextForThoseWhoTakeIt() {
        var buyer = market.as(market.buyer);
        var plain = buyer.get("/v1/verticals").expect(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Vary")).contains("accept-encoding");
        var packed =
                buyer.with("Accept-Encoding", "br, gzip").get("/v1/verticals").expect(200);
        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(packed.raw().body().length).isLessThan(plain.raw().body().length / 2);
        assertThat(packed.bytes()).isEqualTo(plain.raw().body());
        assertThat(buyer.with("Accept-Encoding", "gzip").get("/v1/me").header("Content-Encoding"))
                .as("too short to be worth it")
                .isEmpty();
    }

    /** What is told once stands beside what the client sent: the size of both packed together would tell of it. */
    @Test
    void packsNoAnswerToAWrite() {
        var wrong = new JsonObject();
        for (int n = 0; n < 40; n++) wrong.put("unknown_" + n, n);
        var refused = market.as(market.buyer)
                .with("Accept-Encoding", "gzip")
                .post("/v1/saved-views", wrong)
                .expect(400, "invalid-request");
        assertThat(refused.raw().body().length).isGreaterThan(1_400);
        assertThat(refused.header("Content-Encoding")).isEmpty();
    }

    @Test
    void saysWhetherItIsReady() {
        market.client().get("/readyz").expect(200);
        var management = new ApiClient(market.spec, market.managementUrl());
        management.get("/livez").expect(200);
        management.get("/readyz").expect(200);
        market.as(market.seller).get("/v1/me").expect(200);
        assertThat(management.get("/metrics").expect(200).text()).contains("galena_http_requests", "jvm_memory");
    }

    @Test
    void survivesHostilePaths() {
        for (var path : new String[] {"/%00", "/v1/me/", "//", "/v1//me", "/%ff", "/v1/me%2f", "/problems/%00"}) {
            assertThat(market.client()
                            .send("GET", path, null, BodyPublishers.noBody())
                            .status())
                    .as(path)
                    .isBetween(400, 499);
        }
    }

    @Test
    void limitsHowMuchItReads() {
        var big = market.as(market.buyer)
                .send(
                        "POST",
                        "/v1/api-keys",
                        "application/json",
                        BodyPublishers.ofString("[" + "1,".repeat(1_000_000) + "1]"));
        big.expect(413, "body-too-large");
        market.as(market.buyer).get("/v1/me").expect(200);
    }

    @Test
    void limitsHowOften() {
        try (var small = OpenMarket.open(Map.of("GALENA_RATE_CALLER", "1", "GALENA_RATE_CALLER_BURST", "3"))) {
            var client = small.as(small.buyer);
            for (int left = 2; left >= 0; left--) {
                assertThat(client.get("/v1/me").expect(200).header("RateLimit").orElseThrow())
                        .startsWith("\"caller\";r=" + left);
            }
            var refused = client.get("/v1/me").expect(429, "rate-limited");
            assertThat(refused.header("Retry-After")).contains("1");
            small.as(small.otherBuyer).get("/v1/me").expect(200);
        }
    }

    @Test
    void guessingKeysIsSlowedDownForTheGuesserOnly() {
        try (var small = OpenMarket.open(Map.of("GALENA_RATE_STRANGER", "1", "GALENA_RATE_STRANGER_BURST", "2"))) {
            small.client().get("/v1/me").expect(401);
            small.client().get("/v1/me").expect(401);
            small.client().get("/v1/me").expect(429, "rate-limited");
            small.as(small.buyer).get("/v1/me").expect(200);
        }
    }
}
