package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Officers draw samples, judge and sign them; and read who looked and who withdrew. */
class SampleRoutesTest {
    private static final int LEADS = 30;

    private static OpenMarket market;
    private static SoldLeads leads;
    private static Instant begin;
    private static final List<SoldLeads.Lead> SOLD = new ArrayList<>();
    private static String officerEmail;
    private static ApiClient officer;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new SoldLeads(market);
        begin = market.clock.instant();
        for (int i = 0; i < LEADS; i++) {
            var seller = i % 3 == 0 ? market.otherSeller : market.seller;
            SOLD.add(leads.sell(seller.id(), "Ada", "+1213555" + (2000 + i), market.buyer.id()));
        }
        market.clock.advance(Duration.ofMinutes(2)); // so that the period is settled
        officer = officer(market.compliance);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static ApiClient officer(Party party) {
        officerEmail = "officer" + Id.next() + "@audit.example";
        var user = market.as(party)
                .post("/v1/users", JsonObject.of("email", officerEmail, "roles", JsonArray.of("compliance")))
                .expect(201)
                .json();
        var login = market.client()
                .post(
                        "/v1/sessions",
                        JsonObject.of("email", officerEmail, "password", user.getString("first_password")))
                .expect(201);
        return market.client()
                .with("Cookie", login.header("Set-Cookie").orElseThrow().replaceAll(";.*", ""))
                .with("X-CSRF-Token", login.json().getString("csrf_token"));
    }

    private static JsonObject draw(String kind, int size) {
        return JsonObject.of(
                "kind",
                kind,
                "from",
                begin.minusSeconds(3600).toString(),
                "to",
                market.clock.instant().plusSeconds(3600).toString(),
                "size",
                size);
    }

    private static JsonObject drawn(ApiClient client, JsonObject wanted) {
        return client.idempotent().post("/v1/samples", wanted).expect(201).json();
    }

    private static List<JsonObject> items(String id) {
        return officer.get("/v1/samples/" + id).expect(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** As documented, by hand: SHA-256 over the seed and the sixteen bytes of the id. */
    private static String rank(String seed, UUID id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(seed));
            digest.update(ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array());
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsDrawnFollowsFromTheSeed() {
        var sample = drawn(officer, draw("consents", 7));
        assertThat(sample.getInteger("population")).isEqualTo(LEADS);
        assertThat(sample.getInteger("size")).isEqualTo(7);
        var seed = sample.getString("seed");
        var expected = SOLD.stream()
                .sorted(Comparator.comparing(lead -> rank(seed, lead.id())))
                .limit(7)
                .map(SoldLeads.Lead::text)
                .toList();
        var items = items(sample.getString("id"));
        assertThat(items).extracting(i -> i.getString("lead")).isEqualTo(expected);
        assertThat(items).extracting(i -> i.getInteger("n")).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(officer.get("/v1/samples/" + sample.getString("id") + "/check")
                        .expect(200)
                        .json())
                .isEqualTo(JsonObject.of("same", true, "population", LEADS));
        assertThat(drawn(officer, draw("consents", 7)).getString("seed")).isNotEqualTo(seed);
    }

    @Test
    void theSameKeyDrawsOnce() {
        var key = UUID.randomUUID().toString();
        var wanted = draw("sales", 3);
        var once = officer.idempotent(key).post("/v1/samples", wanted).expect(201);
        var again = officer.idempotent(key).post("/v1/samples", wanted).expect(201);
        assertThat(again.json()).isEqualTo(once.json());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
    }

    @Test
    void sellersPeriodsAndPartiesNarrowIt() {
        var ofOther = drawn(
                officer,
                draw("sales", 200)
                        .put("seller", Id.text("pty", market.otherSeller.id()))
                        .put("vertical", "sold-for-tests"));
        assertThat(ofOther.getInteger("size")).isEqualTo(LEADS / 3);
        assertThat(ofOther.getJsonObject("seller").getString("name")).isEqualTo(market.otherSeller.name());
        assertThat(items(ofOther.getString("id"))).allSatisfy(item -> {
            assertThat(item.getJsonObject("seller").getString("name")).isEqualTo(market.otherSeller.name());
            assertThat(item.getString("sale")).startsWith("sal_");
        });
        var future = draw("sales", 5).put("from", market.clock.instant().toString());
        officer.idempotent().post("/v1/samples", future).expect(409, "sample-empty");
        officer.idempotent()
                .post("/v1/samples", draw("sales", 5).put("vertical", "no-such"))
                .expect(409, "sample-empty");
        officer.idempotent()
                .post(
                        "/v1/samples",
                        draw("sales", 5).put("to", begin.minusSeconds(7200).toString()))
                .expect(400, "invalid-request");
        officer.idempotent().post("/v1/samples", draw("sales", 201)).expect(400, "invalid-request");

        var seen = drawn(officer, draw("sales", 2)).getString("id");
        var stranger = market.as(market.party("Other Audit", Role.COMPLIANCE));
        stranger.get("/v1/samples/" + seen).expect(404);
        stranger.get("/v1/samples/" + seen + "/check").expect(404);
        stranger.post("/v1/samples/" + seen + "/items/1", JsonObject.of("verdict", "ok"))
                .expect(404);
        stranger.post("/v1/samples/" + seen + "/sign-off", new JsonObject()).expect(404);
        assertThat(stranger.get("/v1/samples").json().getJsonArray("data")).isEmpty();
    }

    @Test
    void eachIsJudgedThenAPersonSignsAndNothingChangesAnyMore() {
        var id = drawn(officer, draw("sales", 3)).getString("id");
        var path = "/v1/samples/" + id;
        officer.post(path + "/items/1", JsonObject.of("verdict", "problem")).expect(400, "invalid-request");
        officer.post(path + "/items/4", JsonObject.of("verdict", "ok")).expect(404);
        officer.post(path + "/items/1", JsonObject.of("verdict", "problem", "remark", "Words name no buyer"))
                .expect(200);
        officer.post(path + "/items/2", JsonObject.of("verdict", "ok")).expect(200);
        var refused = officer.post(path + "/sign-off", new JsonObject())
                .expect(409, "sample-not-judged")
                .json();
        assertThat(refused.getInteger("open")).isEqualTo(1);
        var judged = officer.post(path + "/items/3", JsonObject.of("verdict", "problem", "remark", "No page"))
                .expect(200)
                .json();
        assertThat(judged.getInteger("judged")).isEqualTo(3);
        assertThat(judged.getInteger("problems")).isEqualTo(2);
        assertThat(officer.post(path + "/items/3", JsonObject.of("verdict", "ok", "remark", "Found it"))
                        .expect(200)
                        .json()
                        .getInteger("problems"))
                .isEqualTo(1);
        market.as(market.compliance).post(path + "/sign-off", new JsonObject()).expect(403, "person-required");
        var signed = officer.post(path + "/sign-off", JsonObject.of("remark", "One to be talked about"))
                .expect(200)
                .json()
                .getJsonObject("sign_off");
        assertThat(signed.getInteger("problems")).isEqualTo(1);
        assertThat(signed.getString("by"))
                .isEqualTo(officer.get("/v1/me").json().getString("actor"));
        officer.post(path + "/sign-off", new JsonObject()).expect(409, "sample-signed");
        officer.post(path + "/items/1", JsonObject.of("verdict", "ok")).expect(409, "sample-signed");
        var first = items(id).getFirst().getJsonObject("verdict");
        assertThat(first.getString("remark")).isEqualTo("Words name no buyer");
    }

    @Test
    void nothingOfItCanBeRewrittenInTheDatabase() {
        drawn(officer, draw("sales", 1));
        for (var table : List.of("sample", "sample_item", "sample_verdict", "sample_sign_off"))
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> market.database.inTx(tx -> tx.run("delete from market." + table)))
                    .hasMessageContaining("permission denied");
    }

    @Test
    void accessesTellWhoLookedAndWhy() {
        var lead = SOLD.getFirst();
        var trail = market.as(market.compliance).get("/v1/leads/" + lead.text() + "/trail?purpose=A%20complaint");
        trail.expect(200);
        var subject = trail.json().getJsonObject("consent").getString("subject");
        for (var filter : List.of("lead=" + lead.text(), "subject=" + subject, "action=trail.read")) {
            var found = officer.get("/v1/accesses?" + filter).expect(200).json().getJsonArray("data");
            assertThat(found).as(filter).isNotEmpty();
            assertThat(found.getJsonObject(0).getString("purpose")).isEqualTo("A complaint");
            assertThat(found.getJsonObject(0).getString("lead")).isEqualTo(lead.text());
        }
        assertThat(officer.get("/v1/accesses?action=nothing.like.it").json().getJsonArray("data"))
                .isEmpty();
        officer.get("/v1/accesses?lead=lead_nonsense").expect(400);
    }

    @Test
    void aBuyersOfficerSeesItsOwnPartysCuriosityOnly() {
        var both = market.market.admitParties.admit(new dev.galena.market.party.AdmitParties.Applicant(
                "Buyer with officer",
                java.util.Set.of(Role.BUYER, Role.COMPLIANCE),
                Party.TEST_CURRENCY,
                java.time.ZoneOffset.UTC));
        var lead = leads.sell(market.seller.id(), "Own", "+12135554001", both.id());
        market.as(both).get("/v1/leads/" + lead.text() + "/trail?purpose=mine").expect(200);
        market.as(market.compliance)
                .get("/v1/leads/" + lead.text() + "/trail?purpose=others")
                .expect(200);
        assertThat(market.as(both).get("/v1/accesses").expect(200).json().getJsonArray("data"))
                .extracting(a -> ((JsonObject) a).getString("purpose"))
                .containsExactly("mine");
    }

    @Test
    void revocationsAreListedWithHowFarTheWordHasSpread() {
        var lead = leads.sell(market.seller.id(), "Eve", "+12135554002", market.buyer.id(), market.otherBuyer.id());
        var revoked = market.as(market.seller)
                .post("/v1/revocations", JsonObject.of("lead", lead.text(), "channel", "sms"))
                .expect(201)
                .json()
                .getJsonArray("revocations")
                .getString(0);
        for (var who : List.of(market.operator, market.compliance, market.seller)) {
            var found = market.as(who)
                    .get("/v1/revocations?subject=" + Id.text("sub", lead.subjectId()))
                    .expect(200)
                    .json()
                    .getJsonArray("data");
            assertThat(found).as(who.name()).hasSize(1);
            var row = found.getJsonObject(0);
            assertThat(row.getString("id")).isEqualTo(revoked);
            assertThat(row.getInteger("holders")).isGreaterThanOrEqualTo(2);
            assertThat(row.getInteger("acknowledged")).isZero();
            assertThat(Instant.parse(row.getString("next_due_at"))).isAfter(market.clock.instant());
        }
        assertThat(market.as(market.otherSeller).get("/v1/revocations").json().getJsonArray("data"))
                .isEmpty();
        var page = market.as(market.operator).get("/v1/revocations?limit=1").expect(200);
        assertThat(page.json().getJsonArray("data")).hasSize(1);
    }

    @Test
    void suppressionsAreCountedByReason() {
        market.as(market.operator)
                .post(
                        "/v1/suppressions",
                        JsonObject.of(
                                "suppressions",
                                JsonArray.of(
                                        JsonObject.of("phone", "+12135554003", "reason", "dnc"),
                                        JsonObject.of("phone", "+12135554004", "reason", "dnc"))))
                .expect(200);
        market.as(market.seller)
                .post(
                        "/v1/suppressions",
                        JsonObject.of("suppressions", JsonArray.of(JsonObject.of("phone", "+12135554005"))))
                .expect(200);
        var counts = officer.get("/v1/suppression-counts").expect(200).json();
        assertThat(counts.getBoolean("complete")).isTrue();
        assertThat(counts.getJsonArray("data").stream().map(JsonObject.class::cast))
                .extracting(c -> c.getString("reason") + " " + c.getString("against") + " " + c.getInteger("rows"))
                .containsExactly("dnc everybody 2", "person one-seller 1");
    }
}
