package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrailRoutesTest {
    private static OpenMarket market;
    private static SoldLeads leads;
    private static Party school;
    private static Party operator;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new SoldLeads(market);
        school = admit("School with officer", Role.BUYER, Role.COMPLIANCE);
        operator = admit("Operator with officer", Role.OPERATOR, Role.COMPLIANCE);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @Test
    void theTrailOfALead() {
        var lead = leads.sell(market.seller.id(), "Ada", "+12135550161", school.id(), market.buyer.id());
        String path = "/v1/leads/" + lead.text() + "/trail";
        var trail = market.as(operator)
                .get(path + "?purpose=complaint+17")
                .expect(200)
                .json();
        assertThat(trail.getJsonObject("consent").getString("words")).contains("may call me");
        assertThat(trail.getJsonObject("consent").getString("phone")).isEqualTo("+12135550161");
        assertThat(trail.getJsonObject("consent").getBoolean("chain_whole")).isTrue();
        assertThat(trail.getJsonArray("sales")).hasSize(2);
        assertThat(trail.getJsonArray("sales")
                        .getJsonObject(0)
                        .getJsonObject("price")
                        .getLong("amount"))
                .isEqualTo(1200);
        assertThat(trail.getJsonArray("accesses").getJsonObject(0).getString("purpose"))
                .isEqualTo("complaint 17");

        var own = market.as(school).get(path + "?purpose=own").expect(200).json();
        assertThat(own.getJsonArray("sales")).hasSize(1);
        assertThat(own.encode()).doesNotContain("1200");
        market.as(market.compliance).get(path + "?purpose=audit").expect(200);

        market.as(school).get(path).expect(400, "invalid-request");
        market.as(school).get(path + "?purpose=%20").expect(400, "invalid-request");
        var others = leads.sell(market.seller.id(), "Eve", "+12135550162", market.buyer.id());
        market.as(school).get("/v1/leads/" + others.text() + "/trail?purpose=x").expect(404, "not-found");
        market.as(market.buyer).get(path + "?purpose=x").expect(403, "forbidden");
    }

    @Test
    void aPersonIsSearchedInTheBodyOnly() {
        var lead = leads.sell(market.seller.id(), "Bob", "+12135550163", school.id());
        var ask = JsonObject.of("person", JsonObject.of("phone", "+12135550163"), "purpose", "complaint");
        var found =
                market.as(school).post("/v1/subjects/search", ask).expect(200).json();
        String subject = found.getJsonArray("data").getJsonObject(0).getString("subject");
        assertThat(subject).isEqualTo(Id.text("sub", lead.subjectId()));
        assertThat(market.as(school)
                        .get("/v1/subjects/" + subject + "/trail?purpose=complaint")
                        .expect(200)
                        .json()
                        .getJsonArray("leads"))
                .hasSize(1);
        var stranger = admit("Another school", Role.BUYER, Role.COMPLIANCE);
        assertThat(market.as(stranger)
                        .post("/v1/subjects/search", ask)
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
        market.as(stranger).get("/v1/subjects/" + subject + "/trail?purpose=x").expect(404, "not-found");
        market.as(school)
                .post("/v1/subjects/search", JsonObject.of("person", new JsonObject(), "purpose", "x"))
                .expect(400, "invalid-request");
        market.as(school)
                .post(
                        "/v1/subjects/search",
                        JsonObject.of("person", JsonObject.of("phone", "12135550163"), "purpose", "x"))
                .expect(400, "invalid-request");
        market.as(school)
                .post("/v1/subjects/search", JsonObject.of("person", JsonObject.of("email", "   "), "purpose", "x"))
                .expect(400, "invalid-request");
    }

    @Test
    void aRevocationIsRecordedOnceAndSeenByThoseConcerned() {
        var lead = leads.sell(market.seller.id(), "Cleo", "+12135550164", school.id());
        var claim = JsonObject.of("lead", lead.text(), "channel", "phone", "claimed_at", "2026-11-01T10:00:00Z");
        market.as(market.otherSeller).post("/v1/revocations", claim).expect(404, "not-found");
        var recorded = market.as(market.seller).post("/v1/revocations", claim).expect(201);
        assertThat(recorded.json().getInteger("consents_ended")).isOne();
        String path = recorded.header("location").orElseThrow();
        assertThat(market.as(school).get(path).expect(200).json().getString("channel"))
                .isEqualTo("phone");
        market.as(market.otherSeller).get(path).expect(404, "not-found");

        String consent = Id.text("cns", lead.consentId());
        var again = JsonObject.of("consent", consent, "channel", "email");
        assertThat(market.as(operator)
                        .post("/v1/revocations", again)
                        .expect(201)
                        .json()
                        .getInteger("consents_ended"))
                .isZero();
        var both = again.copy().put("lead", lead.text());
        market.as(operator).post("/v1/revocations", both).expect(400, "invalid-request");
        market.as(operator)
                .post("/v1/revocations", JsonObject.of("channel", "x"))
                .expect(400, "invalid-request");
        var person = JsonObject.of("person", JsonObject.of("email", "new@example.com"), "channel", "page");
        market.as(operator).post("/v1/revocations", person).expect(201);

        var read = market.as(school).get("/v1/consents/" + consent).expect(200).json();
        assertThat(read.getString("revoked_at")).isNotNull();
        assertThat(market.as(school)
                        .get("/v1/notices/" + read.getString("notice"))
                        .expect(200)
                        .json()
                        .getString("text"))
                .contains("may call me");
        market.as(school).get("/v1/notices/" + "0".repeat(64)).expect(404, "not-found");
        market.as(school).get("/v1/notices/zz").expect(404, "not-found");
        var others = leads.sell(market.seller.id(), "Dan", "+12135550165", market.buyer.id());
        market.as(school)
                .get("/v1/consents/" + Id.text("cns", others.consentId()))
                .expect(404, "not-found");
    }

    private static Party admit(String name, Role... roles) {
        return market.market.admitParties.admit(
                new Applicant(name, Set.of(roles), Party.TEST_CURRENCY, ZoneOffset.UTC));
    }
}
