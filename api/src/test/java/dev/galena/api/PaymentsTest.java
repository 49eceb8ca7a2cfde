package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Conservation;
import dev.galena.billing.payment.FakeStripe;
import dev.galena.billing.payment.FakeStripe.Mail;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money in and out over HTTP, with a server that behaves like Stripe. */
class PaymentsTest {
    private static Vertx vertx;
    private static FakeStripe stripe;
    private static OpenMarket market;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        vertx = Vertx.vertx();
        stripe = new FakeStripe(vertx, InstantSource.system());
        var key = Files.writeString(folder.resolve("key"), FakeStripe.KEY + "\n");
        var secret = Files.writeString(folder.resolve("secret"), FakeStripe.SECRET + "\nwhsec_next\n");
        market = OpenMarket.open(Map.of(
                "GALENA_STRIPE_API", stripe.uri().toString(),
                "GALENA_STRIPE_KEY", key.toString(),
                "GALENA_STRIPE_WEBHOOK_SECRET", secret.toString(),
                "GALENA_BANK_IBAN", "DE89370400440532013000",
                "GALENA_PAYOUT_APPROVAL_ABOVE", "1000"));
    }

    @AfterAll
    static void close() {
        market.close();
        stripe.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(market.database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void aTopUpIsOpenedOncePerKeyAndCreditedByTheWebhook() {
        var buyer = market.as(market.buyer);
        long before = wallet();
        var body = JsonObject.of("amount", money(2_500), "method", "stripe", "save_card", true);
        buyer.post("/v1/topups", body).expect(400, "idempotency-key-missing");
        stripe.silent(1);
        buyer.idempotent("a").post("/v1/topups", body).expect(503, "payment-provider-silent");
        var opened = buyer.idempotent("a").post("/v1/topups", body).expect(201);
        assertThat(opened.header("idempotency-replayed")).contains("true");
        var again = buyer.idempotent("a").post("/v1/topups", body).expect(201);
        assertThat(again.json()).isEqualTo(opened.json());
        buyer.idempotent("a")
                .post("/v1/topups", body.copy().put("amount", money(2_501)))
                .expect(422, "idempotency-conflict");
        var path = opened.header("location").orElseThrow();
        market.as(market.otherBuyer).get(path).expect(404, "not-found");
        market.as(market.operator).get(path).expect(200);
        var url = opened.json().getString("url");
        buyer.get("/v1/wallet/automatic-topup").expect(404, "not-found");
        var rule = JsonObject.of("threshold", money(100), "amount", money(500));
        buyer.put("/v1/wallet/automatic-topup", rule).expect(409, "card-missing");
        stripe.books.pay(url.substring(url.lastIndexOf('/') + 1));
        deliver(new Mail(2, true, 0));
        assertThat(wallet()).isEqualTo(before + 2_500);
        assertThat(buyer.get(path).expect(200).json().getString("state")).isEqualTo("paid");
        assertThat(told("topup.paid")).isPositive();
        buyer.put("/v1/wallet/automatic-topup", rule).expect(200);
        buyer.delete("/v1/wallet/automatic-topup").expect(204);
        refund(path);
    }

    private static void refund(String topUp) {
        var operator = market.as(market.operator);
        operator.idempotent()
                .post(topUp + "/refunds", JsonObject.of("amount", money(9_999)))
                .expect(409, "refund-too-large");
        long before = wallet();
        var refund = operator.idempotent("r")
                .post(topUp + "/refunds", JsonObject.of("amount", money(400)))
                .expect(201);
        assertThat(refund.json().getString("state")).isEqualTo("made");
        operator.idempotent("r")
                .post(topUp + "/refunds", JsonObject.of("amount", money(400)))
                .expect(201);
        deliver(Mail.GOOD);
        assertThat(wallet()).isEqualTo(before - 400);
        assertThat(told("topup.refunded")).isPositive();
    }

    private static long told(String type) {
        return market.database.inTx(tx -> tx.rows(
                        "select count(*) from market.event where party_id = $1 and type = $2", market.buyer.id(), type)
                .getFirst()
                .getLong(0));
    }

    @Test
    void onlyWhatStripeSignedIsTaken() {
        var body = BodyPublishers.ofString("{\"id\":\"evt_1\"}");
        market.client()
                .send("POST", "/v1/webhooks/stripe", "application/json", body)
                .expect(400, "webhook-not-genuine");
        market.client()
                .with("Stripe-Signature", "t=1,v1=00")
                .send("POST", "/v1/webhooks/stripe", "application/json", body)
                .expect(400, "webhook-not-genuine");
    }

    @Test
    void aStatementSettlesATopUpAndWhatIsLeftCanBeAssigned() {
        var buyer = market.as(market.buyer);
        var operator = market.as(market.operator);
        var topUp = buyer.idempotent()
                .post("/v1/topups", JsonObject.of("amount", money(700), "method", "bank"))
                .expect(201)
                .json();
        assertThat(topUp.getJsonObject("transfer_to").getString("iban")).isEqualTo("DE89370400440532013000");
        long before = wallet();
        var csv = "date;amount;currency;text\n2026-11-04;7.00;XTS;" + topUp.getString("reference")
                + "\n2026-11-04;3;XTS;from Northfield\n";
        var done = operator.send("POST", "/v1/bank-imports", "text/csv", BodyPublishers.ofString(csv))
                .expect(201);
        assertThat(done.json().getInteger("matched")).isEqualTo(1);
        var again = operator.send("POST", "/v1/bank-imports", "text/csv", BodyPublishers.ofString(csv))
                .expect(201);
        assertThat(again.json()).isEqualTo(done.json());
        operator.get(done.header("location").orElseThrow()).expect(200);
        operator.get("/v1/bank-imports").expect(200);
        assertThat(wallet()).isEqualTo(before + 700);
        var line = operator.get("/v1/bank-lines")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        var alarm = operator.get("/v1/alarms")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(alarm.getString("subject")).isEqualTo(line.getString("bank_id"));
        assertThat(alarm.getString("detail")).isEqualTo("credit of 3.00 XTS: from Northfield");
        var path = "/v1/alarms/" + alarm.getString("id");
        assertThat(operator.get(path).expect(200).json()).isEqualTo(alarm);
        buyer.get(path).expect(403, "forbidden");
        operator.get("/v1/alarms/" + Id.text("alm", Id.next())).expect(404, "not-found");
        var me = buyer.get("/v1/me").expect(200).json().getJsonObject("party").getString("id");
        operator.post("/v1/bank-lines/" + line.getString("id") + "/assign", JsonObject.of("party", me))
                .expect(200);
        operator.post("/v1/bank-lines/" + line.getString("id") + "/assign", JsonObject.of("party", me))
                .expect(409, "line-not-open");
        assertThat(wallet()).isEqualTo(before + 1_000);
        assertThat(operator.get("/v1/alarms?state=all").expect(200).text()).contains("assignment");
        var resolved = operator.post(path + "/resolve").expect(200).json();
        assertThat(operator.get(path).expect(200).json()).isEqualTo(resolved);
        operator.send("POST", "/v1/bank-imports", "application/xml", BodyPublishers.ofString("<a/>"))
                .expect(422, "statement-unreadable");
    }

    @Test
    void aSellerWithoutMoneyIsPaidNothing() {
        var seller = market.as(market.seller);
        seller.get("/v1/payout-destination").expect(404, "not-found");
        seller.idempotent().post("/v1/payouts", new JsonObject()).expect(409, "payout-destination-missing");
        var to = JsonObject.of("method", "sepa", "holder", "X Education", "account", "DE89 3704 0044 0532 0130 01");
        seller.put("/v1/payout-destination", to).expect(400, "invalid-request");
        var set = seller.put("/v1/payout-destination", to.put("account", "DE89 3704 0044 0532 0130 00"))
                .expect(200);
        assertThat(set.json().getString("account")).isEqualTo("•••3000");
        seller.idempotent().post("/v1/payouts", new JsonObject()).expect(409, "payout-too-large");
        market.as(market.operator)
                .idempotent()
                .post("/v1/payout-files", JsonObject.of("method", "sepa"))
                .expect(409, "payouts-none");
        market.as(market.operator)
                .idempotent()
                .post("/v1/payout-files", JsonObject.of("method", "ach"))
                .expect(409, "payments-unavailable");
    }

    private static void deliver(Mail mail) {
        stripe.deliver(
                mail,
                Seeds.random("mail", 7),
                (signature, body) -> market.client()
                        .with("Stripe-Signature", signature)
                        .send(
                                "POST",
                                "/v1/webhooks/stripe",
                                "application/json",
                                BodyPublishers.ofString(new String(body, StandardCharsets.UTF_8)))
                        .expect(204)
                        .status());
        market.processPaymentEvents();
    }

    private static long wallet() {
        return market.as(market.buyer)
                .get("/v1/wallet")
                .expect(200)
                .json()
                .getJsonObject("wallet")
                .getLong("amount");
    }

    private static JsonObject money(long amount) {
        return JsonObject.of("amount", amount, "currency", "XTS");
    }
}
