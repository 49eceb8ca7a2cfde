package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buying over HTTP: what is paid, kept, shown and refused. */
class PurchasesTest {
    private static final AtomicInteger PHONES = new AtomicInteger(5_550_100);

    private static OpenMarket market;
    private static ListedLeads leads;

    private ApiClient buyer;
    private ApiClient operator;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @BeforeEach
    void credit() {
        buyer = market.as(market.buyer);
        operator = market.as(market.operator);
        creditBuyer(100_000).expect(201);
    }

    private ApiClient.Reply creditBuyer(long amount) {
        return operator.idempotent()
                .post(
                        "/v1/parties/" + Id.text("pty", market.buyer.id()) + "/wallet/credits",
                        JsonObject.of("amount", money(amount), "source", "bank"));
    }

    private static String lead() {
        UUID id = leads.forSale(market.seller, market.buyer.name(), "+1213" + PHONES.incrementAndGet());
        return Id.text("lead", id);
    }

    private static JsonObject money(long amount) {
        return JsonObject.of("amount", amount, "currency", "XTS");
    }

    private long balance() {
        return buyer.get("/v1/wallet")
                .expect(200)
                .json()
                .getJsonObject("wallet")
                .getLong("amount");
    }

    @Test
    void buysPaysAndReveals() {
        String lead = lead();
        long before = balance();
        var bought = buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead))
                .expect(201);
        var purchase = bought.json();
        long price = purchase.getJsonObject("total").getLong("amount");
        assertThat(bought.header("location")).contains("/v1/purchases/" + purchase.getString("id"));
        assertThat(balance()).isEqualTo(before - price);

        String path = "/v1/purchases/" + purchase.getString("id");
        assertThat(buyer.get(path).expect(200).json()).isEqualTo(purchase);
        assertThat(buyer.get("/v1/purchases?limit=1")
                        .expect(200)
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0))
                .isEqualTo(purchase);
        var contact = buyer.get(path + "/contact")
                .expect(200)
                .json()
                .getJsonArray("contacts")
                .getJsonObject(0);
        assertThat(contact.getJsonObject("contact").getString("first_name")).isEqualTo("Ada");
        assertThat(looks(lead)).isEqualTo(1);

        market.as(market.otherBuyer).get(path).expect(404, "not-found");
        market.as(market.otherBuyer).get(path + "/contact").expect(404, "not-found");
        assertThat(looks(lead)).isEqualTo(1);

        var line = buyer.get("/v1/transactions?limit=2")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(line.getString("purchase")).isEqualTo(purchase.getString("id"));
        assertThat(line.getJsonObject("amount").getLong("amount")).isNegative();
        assertThat(market.as(market.seller)
                        .get("/v1/wallet")
                        .expect(200)
                        .json()
                        .getJsonObject("pending")
                        .getLong("amount"))
                .isPositive();
    }

    private static long looks(String lead) {
        return market.database.read(tx -> tx.rows(
                        "select count(*) from market.access_record where lead_id = $1 and action = 'contact.revealed'",
                        Id.parse("lead", lead).orElseThrow())
                .getFirst()
                .getLong(0));
    }

    @Test
    void aKeyGetsItsAnswerAgain() {
        var body = JsonObject.of("listing", lead());
        var first = buyer.idempotent("again").post("/v1/purchases", body).expect(201);
        long after = balance();
        var second = buyer.idempotent("again").post("/v1/purchases", body).expect(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.header("idempotency-replayed")).isEmpty();
        assertThat(second.header("idempotency-replayed")).contains("true");
        assertThat(second.header("location")).isEqualTo(first.header("location"));
        assertThat(balance()).isEqualTo(after);
        buyer.idempotent("again")
                .post("/v1/purchases", JsonObject.of("listing", lead()))
                .expect(422, "idempotency-conflict");
        buyer.post("/v1/purchases", body).expect(400, "idempotency-key-missing");
    }

    @Test
    void refusesWithEveryReason() {
        String lead = lead();
        buyer.idempotent().post("/v1/purchases", JsonObject.of("listing", lead)).expect(201);
        var refused = buyer.idempotent("twice")
                .post("/v1/purchases", JsonObject.of("listing", lead, "expected_total", money(1)))
                .expect(409, "already-owned");
        assertThat(refused.json().getJsonArray("errors").stream().map(e -> ((JsonObject) e).getString("code")))
                .containsExactly("already-owned", "price-changed");
        assertThat(refused.json().getString("request_id")).isNotBlank();
        var replayed = buyer.idempotent("twice")
                .post("/v1/purchases", JsonObject.of("listing", lead, "expected_total", money(1)))
                .expect(409, "already-owned");
        assertThat(replayed.json().getString("request_id"))
                .isNotEqualTo(refused.json().getString("request_id"));
        market.as(market.otherBuyer)
                .idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead))
                .expect(409, "consent-not-for-buyer");
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", Id.text("lead", Id.next())))
                .expect(404, "not-found");
    }

    @Test
    void fundsAreAsked() {
        var poor = market.as(market.otherBuyer);
        UUID id = leads.forSale(market.seller, market.otherBuyer.name(), "+1213" + PHONES.incrementAndGet());
        poor.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", Id.text("lead", id)))
                .expect(402, "insufficient-funds");
    }

    @Test
    void listsAndFilters() {
        var several = JsonArray.of(lead(), lead());
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listings", several.copy().add(Id.text("lead", Id.next()))))
                .expect(404, "not-found");
        var some = buyer.idempotent()
                .post(
                        "/v1/purchases",
                        JsonObject.of("listings", several.copy().add(Id.text("lead", Id.next())), "partial", true))
                .expect(201)
                .json();
        assertThat(some.getJsonArray("sales")).hasSize(2);
        assertThat(some.getJsonArray("skipped").getJsonObject(0).getString("pointer"))
                .isEqualTo("/listings/2");
        lead();
        lead();
        lead();
        var matching = buyer.idempotent()
                .post(
                        "/v1/purchases",
                        JsonObject.of(
                                "filter", JsonObject.of("vertical", "education", "state", "CA"),
                                "count", 2,
                                "budget", money(50_000)))
                .expect(201)
                .json();
        assertThat(matching.getJsonArray("sales")).hasSize(2);
    }

    @Test
    void asksForOneThingAtATime() {
        buyer.idempotent().post("/v1/purchases", new JsonObject()).expect(400, "invalid-request");
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead(), "count", 2))
                .expect(400, "invalid-request");
        String twice = lead();
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listings", JsonArray.of(twice, twice)))
                .expect(400, "invalid-request");
        buyer.idempotent()
                .post(
                        "/v1/purchases",
                        JsonObject.of("filter", JsonObject.of("colour", "blue"), "count", 1, "budget", money(1_000)))
                .expect(400, "invalid-request");
        buyer.idempotent()
                .post(
                        "/v1/purchases",
                        JsonObject.of(
                                "listing", lead(), "expected_total", JsonObject.of("amount", 1, "currency", "USD")))
                .expect(400, "invalid-request");
    }

    @Test
    void creditsOnlyOnce() {
        long before = balance();
        String path = "/v1/parties/" + Id.text("pty", market.buyer.id()) + "/wallet/credits";
        var body = JsonObject.of("amount", money(500), "source", "marketing");
        operator.idempotent("gift").post(path, body).expect(201);
        operator.idempotent("gift").post(path, body).expect(201);
        operator.idempotent("gift")
                .post(path, JsonObject.of("amount", money(501), "source", "marketing"))
                .expect(422, "idempotency-conflict");
        assertThat(balance()).isEqualTo(before + 500);
        operator.idempotent()
                .post("/v1/parties/" + Id.text("pty", market.seller.id()) + "/wallet/credits", body)
                .expect(404, "not-found");
        market.as(market.seller).idempotent().post(path, body).expect(403, "forbidden");
    }
}
