package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Ubl;
import dev.galena.db.Id;
import dev.galena.market.invoicing.NoteSales;
import io.vertx.core.json.JsonObject;
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
        buyer.put("/v1/profile", profile("DE", "DE987654321")).expect(200);
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
