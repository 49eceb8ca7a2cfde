package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Ubl;
import dev.galena.db.Id;
import dev.galena.market.invoicing.NoteSales;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a purchase to its invoice over HTTP. */
class DocumentRoutesTest {

    private static OpenMarket market;
    private static ListedLeads leads;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
        market.as(market.operator)
                .put("/v1/profile", profile("DE", "DE 123 456 789"))
                .expect(200);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject profile(String country, String vatId) {
        return JsonObject.of(
                "name", "Company of " + country,
                "street", "Street 1",
                "city", "Town",
                "postcode", "12345",
                "country", country,
                "vat_id", vatId,
                "email", "billing@example.com",
                "rhythm", "purchase",
                "self_billing", true);
    }

    private static void issue() {
        var noteSales = new NoteSales(market.database, market.market.papers.lines, Duration.ZERO);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end
                && market.market
                        .papers
                        .readDocuments
                        .page(
                                java.util.Set.of(dev.galena.billing.document.Kind.INVOICE),
                                market.buyer.id(),
                                dev.galena.db.Page.first(1))
                        .rows()
                        .isEmpty()) {
            noteSales.run();
            market.market.papers.issueDocuments.run();
        }
    }

    @Test
    void aPurchaseIsInvoicedWithItsVat() throws Exception {
        var buyer = market.as(market.buyer);
        buyer.get("/v1/profile").expect(404, "not-found");
        assertThat(buyer.get("/v1/me").expect(200).json().getBoolean("profile_saved"))
                .isFalse();
        buyer.put("/v1/profile", profile("DE", "DE987654321")).expect(200);
        assertThat(buyer.get("/v1/me").expect(200).json().getBoolean("profile_saved"))
                .isTrue();
        assertThat(buyer.get("/v1/profile").expect(200).json().getString("vat_id"))
                .isEqualTo("DE987654321");
        market.as(market.operator)
                .idempotent()
                .post(
                        "/v1/parties/" + Id.text("pty", market.buyer.id()) + "/wallet/credits",
                        JsonObject.of("amount", JsonObject.of("amount", 100_000, "currency", "XTS"), "source", "bank"))
                .expect(201);
        UUID lead = leads.forSale(market.seller, market.buyer.name(), "+12135551234");
        var purchase = buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", Id.text("lead", lead)))
                .expect(201)
                .json();
        issue();
        var entry = buyer.get("/v1/invoices")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(entry.getJsonObject("total")).isEqualTo(purchase.getJsonObject("total"));
        assertThat(entry.getJsonObject("vat").getLong("amount")).isPositive();
        assertThat(entry.getString("number")).startsWith("TEST-INV-").endsWith("-000001");

        String path = "/v1/invoices/" + entry.getString("id");
        var invoice = buyer.get(path).expect(200);
        var document = Frozen.read(invoice.raw().body());
        assertThat(invoice.header("etag").orElseThrow())
                .isEqualTo("\""
                        + java.util.HexFormat.of()
                                .formatHex(Frozen.sha256(invoice.raw().body())) + "\"");
        assertThat(document.totals().payable()).isZero();
        assertThat(document.tax().detail()).isEqualTo("DE 19.00");
        assertThat(buyer.get(path + ".xml").expect(200).text()).isEqualTo(Ubl.of(document));
        byte[] pdf = buyer.get(path + ".pdf").expect(200).raw().body();
        assertThat(buyer.get(path + ".pdf").expect(200).raw().body()).isEqualTo(pdf);
        try (var paper = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(paper))
                    .contains(document.number(), "Company of DE", "VAT DE 19.00 %", "Paid out of your balance");
        }
        market.as(market.operator).get(path).expect(200);
        market.as(market.otherBuyer).get(path).expect(404, "not-found");
        market.as(market.otherBuyer).get(path + ".pdf").expect(404, "not-found");
        buyer.get(path + ".doc").expect(404, "not-found");
        buyer.get(path.replace("invoices", "credit-notes")).expect(404, "not-found");

        credited(document.lines().getFirst().item());
        var note = buyer.get("/v1/credit-notes")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        buyer.get("/v1/credit-notes/" + note.getString("id") + ".xml").expect(200);
        assertThat(buyer.get("/v1/events?type=invoice.issued")
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isNotNull();
    }

    /** What a cycle's invoice asks for is what the wallet lacked; the bank's line that names it pays it. */
    @Test
    void whoPaysAfterwardsPaysHisInvoice() {
        var buyer = market.as(market.otherBuyer);
        var operator = market.as(market.operator);
        String party = "/v1/parties/" + Id.text("pty", market.otherBuyer.id());
        buyer.put("/v1/profile", profile("DE", "DE987654321")).expect(200);
        var limit = JsonObject.of("amount", 100_000, "currency", "XTS");
        operator.idempotent()
                .post(party + "/credit-line", JsonObject.of("limit", limit, "reason", "known"))
                .expect(200);
        operator.idempotent()
                .post(
                        party + "/wallet/credits",
                        JsonObject.of("amount", JsonObject.of("amount", 100, "currency", "XTS"), "source", "bank"))
                .expect(201);
        operator.idempotent()
                .post(party + "/postpaid", JsonObject.of("days", 7))
                .expect(200);
        assertThat(buyer.get("/v1/profile").expect(200).json().getString("rhythm"))
                .isEqualTo("cycle");
        UUID lead = leads.forSale(market.seller, market.otherBuyer.name(), "+12135551235");
        long total = buyer.idempotent()
                .post("/v1/purchases", JsonObject.of("listing", Id.text("lead", lead)))
                .expect(201)
                .json()
                .getJsonObject("total")
                .getLong("amount");
        var before = buyer.get("/v1/wallet").expect(200).json();
        assertThat(before.getJsonObject("wallet").getLong("amount")).isEqualTo(100 - total);
        assertThat(before.getJsonObject("available").getLong("amount")).isEqualTo(100_100 - total);
        buyer.post(
                        "/v1/test/clock",
                        JsonObject.of(
                                "advance_to",
                                market.clock.instant().plus(Duration.ofDays(8)).toString()))
                .expect(200);
        var entry = buyer.get("/v1/invoices")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(entry.getJsonObject("total").getLong("amount")).isEqualTo(total);
        assertThat(entry.getJsonObject("open").getLong("amount")).isEqualTo(total - 100);
        assertThat(owed(buyer)).isEqualTo(total - 100);
        paid(entry.getString("number"), 1);
        assertThat(owed(buyer)).isEqualTo(total - 101);
        paid(entry.getString("number"), total);
        assertThat(owed(buyer)).isZero();
        assertThat(buyer.get("/v1/wallet")
                        .expect(200)
                        .json()
                        .getJsonObject("wallet")
                        .getLong("amount"))
                .isEqualTo(101);
        operator.idempotent().post(party + "/postpaid/end").expect(200);
        assertThat(buyer.get("/v1/profile").expect(200).json().getString("rhythm"))
                .isEqualTo("purchase");
    }

    private static void paid(String number, long amount) {
        var written = new Money(amount, Money.TEST).decimal();
        var csv = "date;amount;currency;text\n2026-11-04;" + written + ";XTS;invoice " + number + "\n";
        assertThat(market.as(market.operator)
                        .send("POST", "/v1/bank-imports", "text/csv", BodyPublishers.ofString(csv))
                        .expect(201)
                        .json()
                        .getInteger("matched"))
                .isEqualTo(1);
    }

    private static long owed(ApiClient buyer) {
        return buyer.get("/v1/wallet").expect(200).json().getJsonObject("owed").getLong("amount");
    }

    @Test
    void mailsThatWereGivenUpCanBeSentAgain() {
        aPurchaseIsInvoicedOnce();
        var operator = market.as(market.operator);
        market.database.inTx(
                tx -> tx.run("update billing.mail set state = 'dead', last_problem = '550', attempts = 7"));
        var dead = operator.get("/v1/mails?state=dead")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(dead.getString("problem")).isEqualTo("550");
        var again = operator.post("/v1/mails/" + dead.getString("id") + "/retry")
                .expect(200)
                .json();
        assertThat(again.getString("state")).isEqualTo("waiting");
        assertThat(again.getInteger("attempts")).isZero();
        assertThat(operator.get("/v1/mails?state=dead").expect(200).text()).doesNotContain(dead.getString("id"));
    }

    private static void aPurchaseIsInvoicedOnce() {
        UUID sale = Id.next();
        market.as(market.seller).get("/v1/me").expect(200);
        market.database.inTx(tx -> market.market.papers.lines.add(
                tx,
                List.of(DraftLine.earned(
                        sale,
                        market.seller.id(),
                        market.clock.instant(),
                        Id.text("sal", sale),
                        "Lead",
                        Money.of(100, "XTS"),
                        0))));
        market.as(market.seller)
                .put("/v1/profile", profile("DE", "DE123456789"))
                .expect(200);
        while (market.market.papers.issueDocuments.run()) {}
    }

    @Test
    void vatRulesAreReadAndContinued() {
        var operator = market.as(market.operator);
        var known = operator.get("/v1/vat-rules").expect(200).json().getJsonArray("data");
        var newest = known.getJsonObject(0).copy();
        newest.remove("version");
        newest.remove("created_at");
        operator.post("/v1/vat-rules", newest.copy().put("valid_from", "2020-01-01"))
                .expect(400, "invalid-request");
        newest.getJsonObject("rates").put("DE", 2_000);
        newest.put("valid_from", "2090-01-01");
        var next = operator.post("/v1/vat-rules", newest).expect(201).json();
        assertThat(next.getInteger("version")).isEqualTo(known.getJsonObject(0).getInteger("version") + 1);
        assertThat(operator.get("/v1/vat-rules")
                        .expect(200)
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0))
                .isEqualTo(next);
    }

    private static void credited(String sale) {
        UUID back = Id.next();
        market.database.inTx(tx -> market.market.papers.lines.add(
                tx,
                List.of(DraftLine.credited(
                        back,
                        market.buyer.id(),
                        market.clock.instant(),
                        Id.text("ret", back),
                        "Returned",
                        Money.of(100, "XTS"),
                        19,
                        Id.parse("sal", sale).orElseThrow()))));
        while (market.market.papers.issueDocuments.run()) {}
    }

    @Test
    void aProfileIsChecked() {
        var seller = market.as(market.seller);
        var refused = seller.put("/v1/profile", profile("DE", "FR12345678901")).expect(400, "invalid-request");
        assertThat(refused.text()).contains("/vat_id");
        assertThat(seller.put("/v1/profile", profile("QQ", "QQ123456"))
                        .expect(400, "invalid-request")
                        .text())
                .contains("/country");
        assertThat(seller.put(
                                "/v1/profile",
                                profile("DE", "DE123456789").put("email", "two@example.com, three@example.com"))
                        .expect(400)
                        .text())
                .contains("/email");
        seller.put("/v1/profile", profile("DE", "DE123456789").put("name", "a\nb"))
                .expect(400, "invalid-request");
    }
}
