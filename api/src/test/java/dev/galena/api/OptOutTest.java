package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person's no by a link, and somebody's by a signed message. */
class OptOutTest {
    private static OpenMarket market;
    private static SoldLeads leads;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new SoldLeads(market);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static String link(SoldLeads.Lead lead) {
        var made = market.as(market.seller)
                .post("/v1/opt-out-links", JsonObject.of("lead", lead.text()))
                .expect(200)
                .json();
        return URI.create(made.getString("url")).getPath();
    }

    private static ApiClient.Reply choose(String path, String form) {
        return market.client().send("POST", path, "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    private static String revokedAt(SoldLeads.Lead lead) {
        return consent(lead).getString("revoked_at");
    }

    private static JsonObject consent(SoldLeads.Lead lead) {
        return market.as(market.operator)
                .get("/v1/consents/" + Id.text("cns", lead.consentId()))
                .expect(200)
                .json();
    }

    @Test
    void oneLinkOneUse() {
        var lead = leads.sell(market.seller.id(), "Ada Canary", "+12135550191", market.buyer.id());
        String path = link(lead);
        var shown = market.client().get(path).expect(200);
        assertThat(shown.header("content-security-policy").orElseThrow())
                .isEqualTo("default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(shown.header("cache-control")).contains("no-store");
        assertThat(shown.text())
                .contains("<html lang=\"en\">", "+1 213 555 ••••", "X Education", "<legend>", "value=\"call\"")
                .doesNotContain("0191", "Canary", "<script", "style");
        choose(path, "").expect(400);
        choose(path, "stop=odd").expect(400);
        choose(path, "stop=channels").expect(400);
        assertThat(revokedAt(lead)).isNull();
        choose(path, "stop=all").expect(200);
        assertThat(revokedAt(lead)).isNotNull();
        assertThat(market.client().get(path).expect(410).text()).contains("no longer works");
        choose(path, "stop=all").expect(410);
        market.client().get("/opt-out/" + "A".repeat(43)).expect(410);
        market.client().get("/opt-out/x").expect(410);
        assertThat(market.as(market.buyer)
                        .get("/v1/obligations?limit=500")
                        .expect(200)
                        .text())
                .contains(lead.text());
        assertThat(market.database
                        .read(tx -> tx.rows(
                                "select count(*) from market.opt_out_link where hash = sha256($1)",
                                path.substring(9).getBytes(UTF_8)))
                        .getFirst()
                        .getLong(0))
                .as("only the hash is kept")
                .isOne();
    }

    @Test
    void onlyThisSeller() {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550192");
        var others = leads.sell(market.otherSeller.id(), "Ada", "+12135550192");
        choose(link(lead), "stop=seller").expect(200);
        assertThat(revokedAt(lead)).isNotNull();
        assertThat(revokedAt(others)).isNull();
    }

    @Test
    void someChannels() {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550193");
        choose(link(lead), "stop=channels&channel=sms").expect(200);
        assertThat(revokedAt(lead)).isNull();
        assertThat(consent(lead).getJsonArray("channels")).containsExactly("call");
        // The last of them.
        choose(link(lead), "stop=channels&channel=call").expect(200);
        assertThat(revokedAt(lead)).isNotNull();
    }

    @Test
    void linksExpireAndAreMadeByHoldersOnly() {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550194", market.buyer.id());
        var body = JsonObject.of("lead", lead.text());
        market.as(market.otherSeller).post("/v1/opt-out-links", body).expect(404, "not-found");
        market.as(market.otherBuyer).post("/v1/opt-out-links", body).expect(404, "not-found");
        market.as(market.buyer).post("/v1/opt-out-links", body).expect(200);
        market.as(market.operator).post("/v1/opt-out-links", body).expect(200);
        String path = link(lead);
        market.clock.advance(Duration.ofDays(31));
        market.client().get(path).expect(410);
        choose(path, "stop=all").expect(410);
        assertThat(revokedAt(lead)).isNull();
    }

    @Test
    void signedMessagesAreTakenOnce() throws Exception {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550195");
        var source = market.as(market.seller)
                .post("/v1/suppression-sources", JsonObject.of("name", "Our CRM"))
                .expect(201)
                .json();
        String path = "/v1/suppression-sources/" + source.getString("id") + "/messages";
        String body = JsonObject.of(
                        "suppressions",
                        JsonArray.of(JsonObject.of("phone", "+12135550195"), JsonObject.of("phone", "1")))
                .encode();
        var now = market.clock.instant();
        String signature = new Webhook(source.getString("secret")).sign("msg_1", now.getEpochSecond(), body);
        var signed = market.client().with("webhook-id", "msg_1").with("webhook-timestamp", "" + now.getEpochSecond());
        post(signed, path, body).expect(401, "unauthenticated");
        post(signed.with("webhook-signature", "v1,AAAA"), path, body).expect(401, "unauthenticated");
        post(signed.with("webhook-signature", signature), path, body.replace("195", "196"))
                .expect(401, "unauthenticated");
        assertThat(revokedAt(lead)).isNull();

        var both = signed.with("webhook-signature", "v1,AAAA " + signature);
        var report = post(both, path, body).expect(200).json();
        assertThat(report.getInteger("consents_ended")).isOne();
        assertThat(report.getInteger("rejected")).isOne();
        assertThat(revokedAt(lead)).isNotNull();
        assertThat(post(both, path, body).expect(200).json().getInteger("rows")).isZero();

        long old = now.getEpochSecond() - 301;
        String late = new Webhook(source.getString("secret")).sign("msg_2", old, body);
        post(
                        market.client()
                                .with("webhook-id", "msg_2")
                                .with("webhook-timestamp", "" + old)
                                .with("webhook-signature", late),
                        path,
                        body)
                .expect(401, "unauthenticated");
        market.as(market.otherSeller)
                .delete("/v1/suppression-sources/" + source.getString("id"))
                .expect(404, "not-found");
        market.as(market.seller)
                .delete("/v1/suppression-sources/" + source.getString("id"))
                .expect(204);
        post(both.with("webhook-id", "msg_3"), path, body).expect(401, "unauthenticated");
        assertThat(market.as(market.seller)
                        .get("/v1/suppression-sources")
                        .expect(200)
                        .text())
                .doesNotContain("whsec_");
    }

    private static ApiClient.Reply post(ApiClient client, String path, String body) {
        return client.send("POST", path, "application/json", BodyPublishers.ofString(body));
    }
}
