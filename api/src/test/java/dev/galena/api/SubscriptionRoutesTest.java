package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Conservation;
import dev.galena.db.Id;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans, subscriptions, promotional credit and the clock of test parties, over HTTP. */
class SubscriptionRoutesTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(market.database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void theOperatorPublishesAndBuyersSeeWhatIsOffered() {
        String code = code();
        var first = publish(plan(code, 9_000, 10));
        assertThat(publish(plan(code, 9_000, 10))).isEqualTo(first);
        var second = publish(plan(code, 12_000, 10).put("overage_price", money(700)));
        assertThat(second.getInteger("version")).isEqualTo(2);
        assertThat(second.getJsonObject("overage_price").getInteger("amount")).isEqualTo(700);
        var offered =
                market.as(market.buyer).get("/v1/plans?limit=500").expect(200).text();
        assertThat(offered).contains(second.getString("id")).doesNotContain(first.getString("id"));
        var versions = market.as(market.operator)
                .get("/v1/plans?limit=500")
                .expect(200)
                .text();
        assertThat(versions).contains(second.getString("id")).contains(first.getString("id"));
        market.as(market.buyer).get("/v1/plans/" + first.getString("id")).expect(200);
        publish(plan(code, 12_000, 10).put("offered", false));
        assertThat(market.as(market.buyer)
                        .get("/v1/plans?limit=500")
                        .expect(200)
                        .text())
                .doesNotContain(second.getString("id"));
        market.as(market.buyer)
                .idempotent()
                .post("/v1/subscriptions", JsonObject.of("plan", code))
                .expect(422, "plan-unknown");
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        var operator = market.as(market.operator);
        operator.post("/v1/plans", plan(code(), 1, 1).put("vertical", "no-such-vertical"))
                .expect(400, "invalid-request");
        operator.post("/v1/plans", plan(code(), 1, 1).put("price_max", JsonObject.of("amount", 5, "currency", "EUR")))
                .expect(400, "invalid-request");
        operator.post("/v1/plans", plan(code(), 1, 1).put("rollover", JsonObject.of("max", 5, "periods", 0)))
                .expect(400, "invalid-request");
        operator.post("/v1/plans", plan(code(), 1, 1).put("trial", JsonObject.of("days", 0, "quota", 3)))
                .expect(400, "invalid-request");
        operator.post("/v1/plans", plan(code(), 0, 1)).expect(400, "invalid-request");
    }

    private static List<String> listed(String query) {
        return market
                .as(market.operator)
                .get("/v1/subscriptions?" + query)
                .expect(200)
                .json()
                .getJsonArray("data")
                .stream()
                .map(one -> ((JsonObject) one).getString("id"))
                .toList();
    }

    @Test
    void subscribingOnceForEachKey() {
        var buyer = buyer(20_000);
        String code = publish(plan(code(), 9_000, 10)).getString("code");
        var client = market.as(buyer).idempotent(UUID.randomUUID().toString());
        var first =
                client.post("/v1/subscriptions", JsonObject.of("plan", code)).expect(201);
        var again =
                client.post("/v1/subscriptions", JsonObject.of("plan", code)).expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("idempotency-replayed")).contains("true");
        client.post("/v1/subscriptions", JsonObject.of("plan", "other")).expect(422, "idempotency-conflict");
        assertThat(wallet(buyer)).isEqualTo(11_000);
        publish(plan(code, 9_500, 10)); // it has the version before
        String id = first.json().getString("id");
        assertThat(listed("plan=" + code)).containsExactly(id);
        assertThat(listed("plan=" + code + "&status=active")).containsExactly(id);
        assertThat(listed("plan=" + code + "&status=ended")).isEmpty();
        assertThat(listed("plan=" + code + "-other")).isEmpty();
        var read = market.as(buyer)
                .get("/v1/subscriptions/" + first.json().getString("id"))
                .expect(200)
                .json();
        assertThat(read.getJsonArray("leads").getJsonObject(0).getInteger("left"))
                .isEqualTo(10);
        market.as(market.operator)
                .get("/v1/subscriptions/" + first.json().getString("id"))
                .expect(200);
        market.as(buyer).post("/v1/subscriptions", JsonObject.of("plan", code)).expect(400, "idempotency-key-missing");
        market.as(buyer(10))
                .idempotent()
                .post("/v1/subscriptions", JsonObject.of("plan", code))
                .expect(402, "insufficient-funds");
    }

    @Test
    void nobodySeesOrEndsAnothersSubscription() {
        var id = subscribed(buyer(20_000), publish(plan(code(), 9_000, 10)));
        var stranger = market.as(market.otherBuyer);
        stranger.get("/v1/subscriptions/" + id).expect(404);
        stranger.get("/v1/subscriptions/" + id + "/charges").expect(404);
        for (var deed : List.of("cancel", "pause", "resume"))
            stranger.idempotent().post("/v1/subscriptions/" + id + "/" + deed).expect(404);
        assertThat(stranger.get("/v1/subscriptions?limit=500").expect(200).text())
                .doesNotContain(id);
    }

    @Test
    void everyChangeOverHttp() {
        var buyer = buyer(100_000);
        var small = publish(plan(code(), 9_000, 10));
        var big = publish(plan(code(), 18_000, 20));
        String id = subscribed(buyer, small);
        assertThat(deed(buyer, id, "change", change(big, "now")).getString("plan"))
                .isEqualTo(big.getString("id"));
        assertThat(wallet(buyer)).isEqualTo(82_000);
        market.as(buyer)
                .idempotent()
                .post("/v1/subscriptions/" + id + "/change", change(small, "now"))
                .expect(409, "not-an-upgrade");
        assertThat(deed(buyer, id, "change", change(small, "period_end")).getString("next_plan"))
                .isEqualTo(small.getString("id"));
        assertThat(deed(buyer, id, "pause", null).getString("status")).isEqualTo("paused");
        market.as(buyer).idempotent().post("/v1/subscriptions/" + id + "/pause").expect(409, "subscription-status");
        assertThat(deed(buyer, id, "resume", null).getString("status")).isEqualTo("active");
        assertThat(deed(buyer, id, "cancel", null).getBoolean("ends_with_period"))
                .isTrue();
        var charges = market.as(buyer)
                .get("/v1/subscriptions/" + id + "/charges")
                .expect(200)
                .json()
                .getJsonArray("data");
        assertThat(charges).hasSize(2);
    }

    /** The clock of one test party goes on by three months: renewals, a month that is not covered, dunning, the end. */
    @Test
    void aMonthOfBillingInASecond() {
        var buyer = buyer(20_000);
        var other = buyer(20_000);
        var plan = publish(plan(code(), 9_000, 10).put("rollover", JsonObject.of("max", 10, "periods", 1)));
        String id = subscribed(buyer, plan);
        String others = subscribed(other, plan);
        long begun = System.nanoTime();
        var now = advance(buyer, Duration.ofDays(32));
        System.out.printf("32 days of billing in %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        var read = market.as(buyer).get("/v1/subscriptions/" + id).expect(200).json();
        assertThat(read.getInteger("period")).isEqualTo(2);
        assertThat(Instant.parse(read.getString("period_end"))).isAfter(now);
        assertThat(read.getJsonArray("leads")).hasSize(2);
        assertThat(wallet(buyer)).isEqualTo(2_000);
        advance(buyer, Duration.ofDays(31));
        assertThat(market.as(buyer)
                        .get("/v1/subscriptions/" + id)
                        .expect(200)
                        .json()
                        .getString("status"))
                .isEqualTo("past_due");
        advance(buyer, Duration.ofDays(9));
        assertThat(market.as(buyer)
                        .get("/v1/subscriptions/" + id)
                        .expect(200)
                        .json()
                        .getString("status"))
                .isEqualTo("ended");
        assertThat(market.as(other)
                        .get("/v1/subscriptions/" + others)
                        .expect(200)
                        .json()
                        .getInteger("period"))
                .isEqualTo(1);
        assertThat(market.database.<List<String>>inTx(tx ->
                        tx.rows("select type from market.event where party_id = $1 order by id", buyer.id()).stream()
                                .map(row -> row.getString(0))
                                .toList()))
                .containsExactly(
                        "subscription.started",
                        "subscription.renewed",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.past_due",
                        "subscription.ended");
    }

    @Test
    void theClockIsForTestPartiesAndGoesForward() {
        var client = market.as(buyer(0));
        var now = Instant.parse(client.get("/v1/test/clock").expect(200).json().getString("now"));
        client.post(
                        "/v1/test/clock",
                        JsonObject.of("advance_to", now.minusSeconds(60).toString()))
                .expect(400, "invalid-request");
        client.post(
                        "/v1/test/clock",
                        JsonObject.of(
                                "advance_to", now.plus(Duration.ofDays(101)).toString()))
                .expect(400, "invalid-request");
        var real = market.market.admitParties.admit(
                new Applicant("Lakeside University", Set.of(Role.BUYER), Currency.getInstance("USD"), ZoneOffset.UTC));
        var serious = market.as(real);
        serious.get("/v1/test/clock").expect(403, "test-parties-only");
        serious.post(
                        "/v1/test/clock",
                        JsonObject.of("advance_to", now.plusSeconds(60).toString()))
                .expect(403, "test-parties-only");
        serious.post("/v1/test/trigger/subscription.renewed").expect(403, "test-parties-only");
    }

    @Test
    void eventsOfBillingCanBeTriggered() {
        var buyer = buyer(0);
        market.as(buyer).post("/v1/test/trigger/subscription.past_due").expect(202);
        market.as(buyer).post("/v1/test/trigger/promo.expired").expect(202);
        market.as(buyer).post("/v1/test/trigger/consent.revoked").expect(404);
        assertThat(market.database.<List<String>>inTx(tx ->
                        tx.rows("select type from market.event where party_id = $1 order by id", buyer.id()).stream()
                                .map(row -> row.getString(0))
                                .toList()))
                .containsExactly("subscription.past_due", "promo.expired");
    }

    @Test
    void promotionalCreditIsGivenOnceForEachKeyAndExpires() {
        var buyer = buyer(0);
        var path = "/v1/parties/" + Id.text("pty", buyer.id()) + "/promo-credits";
        var client = market.as(market.operator).idempotent(UUID.randomUUID().toString());
        var body = JsonObject.of(
                "amount",
                money(5_000),
                "reason",
                "welcome",
                "expires_at",
                market.clock.instant().plus(Duration.ofDays(10)).toString());
        client.post(path, body).expect(201);
        client.post(path, body).expect(201);
        market.as(market.operator)
                .idempotent()
                .post(path, body.copy().put("expires_at", "2020-01-01T00:00:00Z"))
                .expect(400, "invalid-request");
        market.as(market.operator)
                .idempotent()
                .post(path, body.copy().put("amount", JsonObject.of("amount", 5, "currency", "EUR")))
                .expect(400, "invalid-request");
        assertThat(credits(buyer).getJsonObject("left").getInteger("amount")).isEqualTo(5_000);
        advance(buyer, Duration.ofDays(11));
        assertThat(credits(buyer).getJsonObject("left").getInteger("amount")).isZero();
    }

    private static JsonObject credits(Party buyer) {
        var data = market.as(buyer).get("/v1/promo-credits").expect(200).json().getJsonArray("data");
        assertThat(data).hasSize(1);
        return data.getJsonObject(0);
    }

    private static Instant advance(Party party, Duration by) {
        var client = market.as(party);
        var now = Instant.parse(client.get("/v1/test/clock").expect(200).json().getString("now"));
        var moved = client.post(
                        "/v1/test/clock",
                        JsonObject.of("advance_to", now.plus(by).toString()))
                .expect(200);
        return Instant.parse(moved.json().getString("now"));
    }

    private static JsonObject deed(Party buyer, String id, String deed, JsonObject body) {
        var client = market.as(buyer).idempotent();
        var path = "/v1/subscriptions/" + id + "/" + deed;
        return (body == null ? client.post(path) : client.post(path, body))
                .expect(200)
                .json();
    }

    private static JsonObject change(JsonObject plan, String when) {
        return JsonObject.of("plan", plan.getString("code"), "when", when);
    }

    private static String subscribed(Party buyer, JsonObject plan) {
        return market.as(buyer)
                .idempotent()
                .post("/v1/subscriptions", JsonObject.of("plan", plan.getString("code")))
                .expect(201)
                .json()
                .getString("id");
    }

    private static JsonObject publish(JsonObject plan) {
        return market.as(market.operator).post("/v1/plans", plan).expect(201).json();
    }

    private static JsonObject plan(String code, int price, int quota) {
        return JsonObject.of("code", code, "name", "A plan", "price", money(price), "quota", quota);
    }

    private static String code() {
        return "plan-" + Id.text("p", Id.next()).substring(2);
    }

    private static Party buyer(int funds) {
        var buyer = market.party("Northfield College", Role.BUYER);
        if (funds > 0)
            market.as(market.operator)
                    .idempotent()
                    .post(
                            "/v1/parties/" + Id.text("pty", buyer.id()) + "/wallet/credits",
                            JsonObject.of("amount", money(funds), "source", "bank"))
                    .expect(201);
        return buyer;
    }

    private static long wallet(Party buyer) {
        return market.as(buyer)
                .get("/v1/wallet")
                .expect(200)
                .json()
                .getJsonObject("wallet")
                .getLong("amount");
    }

    private static JsonObject money(int amount) {
        return JsonObject.of("amount", amount, "currency", "XTS");
    }
}
