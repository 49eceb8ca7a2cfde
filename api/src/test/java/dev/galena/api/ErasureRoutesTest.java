package dev.galena.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.ApiClient.Reply;
import dev.galena.db.Id;
import dev.galena.market.party.Party;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasures, holds and exports of people over HTTP. */
class ErasureRoutesTest {
    @TempDir
    private static Path data;

    private static OpenMarket market;
    private static SoldLeads leads;
    private static int phones = 5550300;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
        leads = new SoldLeads(market);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static SoldLeads.Lead lead(String name) {
        var lead = leads.sell(market.seller.id(), name, "+1213" + phones++, market.buyer.id());
        market.sequence();
        return lead;
    }

    /** Somebody of this party who has logged in. */
    private static ApiClient human(Party party, String email, String role) {
        var user = market.as(party)
                .post("/v1/users", JsonObject.of("email", email, "roles", JsonArray.of(role)))
                .expect(201)
                .json();
        var login = market.client()
                .post("/v1/sessions", JsonObject.of("email", email, "password", user.getString("first_password")))
                .expect(201);
        return market.client()
                .with("Cookie", login.header("Set-Cookie").orElseThrow().replaceAll(";.*", ""))
                .with("X-CSRF-Token", login.json().getString("csrf_token"));
    }

    private static JsonObject ofLead(SoldLeads.Lead lead) {
        return JsonObject.of("lead", lead.text(), "ground", "gdpr-17", "reason", "letter of 1 May");
    }

    private static JsonObject first(Reply reply) {
        return reply.expect(201).json().getJsonArray("data").getJsonObject(0);
    }

    @Test
    void twoPeopleAndNoKeyEndARetention() {
        var lead = leads.sell(market.seller.id(), "Ada", "+1213" + phones++);
        leads.sellUnder(lead, market.seller.id(), market.buyer.id(), "us-tsr-2024@1");
        var auditor = market.as(market.compliance);
        var erasure = first(auditor.post("/v1/erasures", ofLead(lead)));
        assertThat(erasure.getString("state")).isEqualTo("sealed");
        assertThat(erasure.getString("sealed_because")).isEqualTo("retention");
        assertThat(erasure.getString("retained_until")).isNotNull();
        assertThat(erasure.getString("recipients_told_at")).isNotNull();

        var anna = human(market.compliance, "anna@audit.example", "compliance");
        var bert = human(market.operator, "bert@market.example", "operator");
        var approve = "/v1/erasures/" + erasure.getString("id") + "/approve";
        auditor.post(approve).expect(403, "person-required");
        assertThat(anna.post(approve).expect(200).json().getString("state")).isEqualTo("sealed");
        anna.post(approve).expect(409, "same-person");

        var hold = first(auditor.post("/v1/holds", JsonObject.of("lead", lead.text(), "reason", "complaint 7")));
        bert.post(approve).expect(409, "on-hold");
        var path = "/v1/holds/" + hold.getString("id");
        assertThat(auditor.get("/v1/holds?subject=" + hold.getString("subject"))
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .hasSize(1);
        auditor.delete(path).expect(400, "invalid-request");
        assertThat(bert.delete(path + "?reason=settled").expect(200).json().getString("release_reason"))
                .isEqualTo("settled");
        auditor.delete(path + "?reason=settled").expect(409, "already-released");
        assertThat(auditor.get(path).expect(200).json().getString("released_at"))
                .isNotNull();

        assertThat(bert.post(approve).expect(200).json().getString("state")).isEqualTo("erased");
        bert.post(approve).expect(409, "already-erased");
        assertThat(auditor.get("/v1/erasures/" + erasure.getString("id"))
                        .expect(200)
                        .json()
                        .getJsonArray("approvals"))
                .hasSize(2);
        assertThat(auditor.get("/v1/erasures?limit=1").expect(200).json().getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void aBuyerIsToldThatThePersonIsGone() {
        var lead = lead("Eve");
        String purchase = purchase(lead);
        market.as(market.buyer).get("/v1/purchases/" + purchase + "/contact").expect(200);
        first(market.as(market.compliance).post("/v1/erasures", ofLead(lead)));
        market.as(market.buyer).get("/v1/purchases/" + purchase + "/contact").expect(410, "erased");
        assertThat(market.as(market.buyer)
                        .get("/v1/exports/purchases.csv?purpose=x")
                        .expect(200)
                        .text())
                .contains(lead.text(), "\"erased\"")
                .doesNotContain("Eve");
    }

    private static String purchase(SoldLeads.Lead lead) {
        return Id.text(
                "pur",
                market.database
                        .read(tx -> tx.rows("select purchase_id from market.sale where lead_id = $1", lead.id()))
                        .getFirst()
                        .getUUID(0));
    }

    @Test
    void exactlyOneIsNamedAndOthersPeopleAreNotThere() {
        var auditor = market.as(market.compliance);
        var none = JsonObject.of("ground", "gdpr-17", "reason", "x");
        auditor.post("/v1/erasures", none).expect(400, "invalid-request");
        auditor.post(
                        "/v1/erasures",
                        none.copy().put("lead", lead("A").text()).put("person", JsonObject.of("phone", "+12135550199")))
                .expect(400, "invalid-request");
        auditor.post("/v1/erasures", none.copy().put("person", JsonObject.of("phone", "+12135550198")))
                .expect(404, "not-found");
        auditor.post("/v1/holds", JsonObject.of("lead", Id.text("lead", Id.next()), "reason", "x"))
                .expect(404, "not-found");
        market.as(market.seller).post("/v1/erasures", ofLead(lead("B"))).expect(403, "forbidden");
    }

    @Test
    void aPersonGetsEverythingThatIsHeld() throws IOException {
        String hebrew = "\u05e9\u05dc\u05d5\u05dd";
        String arabic = "\u0645\u062d\u0645\u062f";
        String name = "=cmd|' /C'!A1 Žofie " + hebrew + " " + arabic + " \uD83D\uDE00\u202E\u0007";
        var lead = lead(name);
        var subject = "/v1/subjects/" + Id.text("sub", lead.subjectId()) + "/export";
        var auditor = market.as(market.compliance);
        var ask = JsonObject.of("purpose", "request of 3 June", "format", "json");
        var export = auditor.post(subject, ask).expect(200);
        assertThat(export.header("cache-control")).contains("no-store");
        var held = export.json().getJsonArray("leads").getJsonObject(0);
        assertThat(held.getJsonObject("contact").getString("first_name")).isEqualTo(name);
        var trail = held.getJsonObject("trail");
        assertThat(trail.getJsonObject("consent").getString("words")).contains("may call me");
        assertThat(trail.getJsonArray("sales")
                        .getJsonObject(0)
                        .getJsonObject("buyer")
                        .getString("name"))
                .isEqualTo("Northfield College");
        assertThat(trail.getJsonArray("accesses").encode()).contains("subject.exported", "request of 3 June");
        assertThat(trail.getJsonObject("consent").getJsonArray("log").encode()).contains("access.exported");
        var zip =
                Base64.getDecoder().decode(export.json().getJsonObject("proof").getString("zip"));
        assertThat(new String(zip, ISO_8859_1)).startsWith("PK").contains("manifest.json");

        market.sequence();
        var paper = auditor.post(subject, ask.copy().put("format", "pdf")).expect(200);
        assertThat(paper.header("content-type")).contains("application/pdf");
        try (var pdf = Loader.loadPDF(paper.raw().body())) {
            var text = new PDFTextStripper().getText(pdf);
            assertThat(text)
                    .contains(
                            "=cmd|' /C'!A1 Žofie",
                            hebrew,
                            "[U+0645][U+062D][U+0645][U+062F]",
                            "[U+1F600][U+202E][U+0007]")
                    .contains("may call me", "Northfield College", "subject.exported", "X Education")
                    .doesNotContain(arabic);
        }
        market.sequence();
        market.as(market.buyer).post(subject, ask).expect(403, "forbidden");
        auditor.post("/v1/subjects/" + Id.text("sub", Id.next()) + "/export", ask)
                .expect(404, "not-found");
    }
}
