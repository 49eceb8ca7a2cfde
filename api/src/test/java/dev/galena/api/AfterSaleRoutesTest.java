package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prices, quotes, returns and levels over HTTP. */
class AfterSaleRoutesTest {
    private static final AtomicInteger PHONES = new AtomicInteger(5_551_100);

    private static OpenMarket market;
    private static ListedLeads leads;
    private static ApiClient buyer;
    private static ApiClient seller;
    private static ApiClient operator;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
        buyer = market.as(market.buyer);
        seller = market.as(market.seller);
        operator = market.as(market.operator);
        operator.idempotent()
                .post(
                        "/v1/parties/" + Id.text("pty", market.buyer.id()) + "/wallet/credits",
                        JsonObject.of("amount", money(1_000_000), "source", "bank"))
                .expect(201);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static String lead() {
        return Id.text("lead", leads.forSale(market.seller, market.buyer.name(), "+1213" + PHONES.incrementAndGet()));
    }

    private static JsonObject money(long amount) {
        return JsonObject.of("amount", amount, "currency", "XTS");
    }

    private static String sale(String lead) {
        return buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead))
                .expect(201)
                .json()
                .getJsonArray("sales")
                .getJsonObject(0)
                .getString("id");
    }

    private static long balance() {
        return buyer.get("/v1/wallet")
                .expect(200)
                .json()
                .getJsonObject("wallet")
                .getLong("amount");
    }

    @Test
    void whatIsQuotedIsChargedOrRefused() {
        String lead = lead();
        var quote = buyer.post("/v1/purchases/quote", JsonObject.of("listing", lead))
                .expect(200)
                .json();
        assertThat(quote.getJsonArray("lines")).hasSize(1);
        JsonObject total = quote.getJsonObject("total");
        long before = balance();
        var dearer = money(total.getLong("amount") + 1);
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead, "expected_total", dearer))
                .expect(409, "price-changed");
        buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", lead, "expected_total", total))
                .expect(201);
        assertThat(balance()).isEqualTo(before - total.getLong("amount"));
        buyer.post("/v1/purchases/quote", JsonObject.of("listing", lead)).expect(409, "already-owned");
    }

    @Test
    void agreedPricesAndFeesAndRulesAreWrittenDownWithTheirTime() {
        String party = "/v1/parties/" + Id.text("pty", market.seller.id());
        operator.post(party + "/fees", JsonObject.of("vertical", "education", "fee_bps", 700))
                .expect(200);
        operator.post(party + "/prices", JsonObject.of("vertical", "education")).expect(404, "not-found");
        var inEuro = JsonObject.of("amount", 5, "currency", "EUR");
        operator.post(
                        "/v1/parties/" + Id.text("pty", market.buyer.id()) + "/prices",
                        JsonObject.of("vertical", "education", "price", inEuro))
                .expect(400, "invalid-request");
        buyer.get("/v1/verticals/solar/price-rule").expect(404, "not-found");
        seller.post("/v1/leads/" + lead() + "/ask", JsonObject.of("price", money(900)))
                .expect(409, "no-price-rule");
        var fees = operator.get(party + "/fees").expect(200).json().getJsonArray("data");
        assertThat(fees).hasSize(1);
        assertThat(fees.getJsonObject(0).getInteger("fee_bps")).isEqualTo(700);
        assertThat(fees.getJsonObject(0).getString("vertical")).isEqualTo("education");
        operator.get(party + "/prices").expect(404, "not-found");
        String agreed = "/v1/parties/" + Id.text("pty", market.otherBuyer.id()) + "/prices";
        operator.post(agreed, JsonObject.of("vertical", "education", "level", "mql", "price", money(5)))
                .expect(200);
        var price = operator.get(agreed).expect(200).json().getJsonArray("data").getJsonObject(0);
        assertThat(price.getJsonObject("price")).isEqualTo(money(5));
        assertThat(price.getString("level")).isEqualTo("mql");
        var levels = JsonObject.of("cold", 300, "engaged", 600, "mql", 1_200, "sql", 2_500);
        var rule = JsonObject.of("levels", levels, "floor", 400, "exclusive_bps", 25_000);
        operator.post("/v1/verticals/solar/price-rule", rule).expect(400, "invalid-request");
        rule.put("floor", 200).put("age", JsonArray.of(JsonObject.of("after", "P1D", "factor_bps", 8_000)));
        operator.post("/v1/verticals/solar/price-rule", rule).expect(200);
        market.clock.advance(Duration.ofMinutes(2));
        market.database.read(tx -> {
            market.market.priceRules.refresh(tx);
            return tx;
        });
        var read = buyer.get("/v1/verticals/solar/price-rule").expect(200).json();
        assertThat(read.getJsonArray("age")).hasSize(1);
        assertThat(read.getInteger("version")).isEqualTo(1);
    }

    @Test
    void aReturnIsRequestedDecidedAndShown() {
        long before = balance();
        String sale = sale(lead());
        long paid = before - balance();
        String path = "/v1/sales/" + sale + "/returns";
        buyer.idempotent()
                .post(path, JsonObject.of("reason", "did-not-convert"))
                .expect(422, "return-reason-invalid");
        market.as(market.otherBuyer)
                .idempotent()
                .post(path, JsonObject.of("reason", "minor"))
                .expect(404, "not-found");
        var wanted = buyer.idempotent("return-1")
                .post(path, JsonObject.of("reason", "wrong-number"))
                .expect(201)
                .json();
        buyer.idempotent("return-1")
                .post(path, JsonObject.of("reason", "wrong-number"))
                .expect(201);
        buyer.idempotent().post(path, JsonObject.of("reason", "minor")).expect(409, "return-open");
        String one = "/v1/returns/" + wanted.getString("id");
        market.as(market.otherSeller).get(one).expect(404, "not-found");
        assertThat(seller.get("/v1/returns?state=requested").expect(200).json().getJsonArray("data"))
                .hasSize(1);
        var accepted = seller.idempotent("decision-1")
                .post(one + "/decision", JsonObject.of("accepted", true))
                .expect(200)
                .json();
        seller.idempotent("decision-1")
                .post(one + "/decision", JsonObject.of("accepted", true))
                .expect(200);
        assertThat(accepted.getJsonObject("refunded").getLong("amount")).isEqualTo(paid);
        assertThat(balance()).isEqualTo(before);
        assertThat(buyer.get(one).expect(200).json()).isEqualTo(accepted);
        operator.idempotent()
                .post(one + "/decision", JsonObject.of("accepted", false))
                .expect(409, "return-decided");
        buyer.idempotent().post(path, JsonObject.of("reason", "minor")).expect(409, "nothing-left");
    }

    @Test
    void aLevelIsRaisedByTheBuyerAndLoweredByTheSeller() {
        String sale = "/v1/sales/" + sale(lead()) + "/level";
        var bought = buyer.get(sale).expect(200).json();
        market.as(market.otherBuyer).get(sale).expect(404, "not-found");
        seller.idempotent().post(sale, JsonObject.of("level", "sql")).expect(403, "level-not-yours");
        long before = balance();
        var up = buyer.idempotent()
                .post(sale, JsonObject.of("level", "sql"))
                .expect(200)
                .json();
        assertThat(before - balance()).isEqualTo(up.getJsonObject("charged").getLong("amount"));
        var raised = seller.get(sale).expect(200).json();
        assertThat(raised.getString("level")).isEqualTo("sql");
        assertThat(raised.getJsonObject("paid").getLong("amount")
                        - bought.getJsonObject("paid").getLong("amount"))
                .isEqualTo(up.getJsonObject("charged").getLong("amount"));
        var down = seller.idempotent()
                .post(sale, JsonObject.of("level", "cold"))
                .expect(200)
                .json();
        assertThat(down.getJsonObject("charged").getLong("amount")).isNegative();
        operator.post(
                        "/v1/parties/" + Id.text("pty", market.seller.id()) + "/reserve",
                        JsonObject.of("reserve_bps", 1_000, "hold_days", 30))
                .expect(204);
        assertThat(operator.get("/v1/parties/" + Id.text("pty", market.seller.id()) + "/reserve")
                        .expect(200)
                        .json())
                .isEqualTo(JsonObject.of("reserve_bps", 1_000, "hold_days", 30));
        operator.get("/v1/parties/" + Id.text("pty", market.buyer.id()) + "/reserve")
                .expect(404, "not-found");
    }
}
