package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Could a buyer contact a person, under which words, proven by what? */
class EvaluationRoutesTest {
    private static final String WORDS =
            "By clicking I agree that Northfield College may call me, no purchase necessary.";
    private static final String PHONE = "+16175550171"; // Boston; the lead says MA

    @TempDir
    private static Path data;

    private static OpenMarket market;
    private static SoldLeads.Lead lead;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
        lead = new SoldLeads(market).sell(market.seller.id(), "Ada", PHONE, WORDS, market.buyer.id());
        market.sequence();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject question(String channel, Instant at) {
        return JsonObject.of(
                "lead", lead.text(),
                "channel", channel,
                "at", at.toString(),
                "rule_sets", JsonArray.of("us-tcpa-pewc", "us-dnc"),
                "purpose", "before a campaign");
    }

    /** The next time it is so late in Boston. */
    private static Instant at(int hour) {
        var zone = ZoneId.of("America/New_York");
        return market.clock
                .instant()
                .atZone(zone)
                .plusDays(1)
                .withHour(hour)
                .withMinute(0)
                .toInstant();
    }

    @Test
    void theBuyerAsksAndEverythingIsOnRecord() {
        var answer = market.as(market.buyer)
                .post("/v1/rules/evaluate", question("call", at(12)))
                .expect(200)
                .json();
        assertThat(answer.getBoolean("allowed")).isTrue();
        assertThat(answer.getJsonArray("reasons")).isEmpty();
        assertThat(answer.getString("buyer_name")).isEqualTo("Northfield College");
        var consent = answer.getJsonArray("consents").getJsonObject(0);
        assertThat(consent.getJsonObject("notice").getString("text")).isEqualTo(WORDS);
        var verdict = consent.getJsonArray("verdicts").getJsonObject(1);
        assertThat(verdict.getString("rule_set")).isEqualTo("us-tcpa-pewc");
        assertThat(verdict.getInteger("version")).isEqualTo(2);
        assertThat(strings(verdict.getJsonArray("facts_used"))).contains("phone", "words", "place");
        assertThat(verdict.getJsonObject("quiet_hours").encode())
                .contains("America/New_York", "\"local_time\":\"12:00", "\"quiet\":false");
        var grant = consent.getJsonArray("proof").getJsonObject(0);
        assertThat(grant.getString("type")).isEqualTo("consent.granted");
        assertThat(grant.getLong("index")).isNotNull();

        var trail = market.as(market.compliance)
                .get("/v1/leads/" + lead.text() + "/trail?purpose=look")
                .expect(200)
                .json();
        assertThat(trail.getJsonArray("accesses").encode()).contains("rules.evaluated", "before a campaign");
        var log = trail.getJsonObject("consent").getJsonArray("log").encode();
        assertThat(log).contains("check.passed", verdict.getString("digest"), grant.getString("hash"));
        assertThat(trail.getJsonObject("consent").getBoolean("chain_whole")).isTrue();
        var published = market.as(market.buyer)
                .get("/v1/rule-sets/us-tcpa-pewc/versions/2")
                .expect(200)
                .json();
        assertThat(published.getString("digest")).isEqualTo(verdict.getString("digest"));
    }

    @Test
    void everyReasonIsNamed() {
        var night = at(22);
        var answer = market.as(market.compliance)
                .post(
                        "/v1/rules/evaluate",
                        question("prerecorded", night).put("buyer", Id.text("pty", market.otherBuyer.id())))
                .expect(200)
                .json();
        assertThat(answer.getBoolean("allowed")).isFalse();
        assertThat(strings(answer.getJsonArray("reasons")))
                .containsExactly("not-for-buyer", "not-for-channel", "quiet-hours", "incomplete");
        var verdict = answer.getJsonArray("consents")
                .getJsonObject(0)
                .getJsonArray("verdicts")
                .getJsonObject(0);
        assertThat(verdict.getString("verdict")).isEqualTo("not-for-buyer");
        var morning = night.atZone(ZoneOffset.UTC).toInstant().plus(Duration.ofHours(8));
        assertThat(Instant.parse(verdict.getJsonObject("quiet_hours").getString("allowed_from")))
                .isBetween(morning, morning.plus(Duration.ofHours(4)));
        var other = question("call", at(12)).put("person", JsonObject.of("phone", "+13125550100"));
        other.remove("lead");
        market.as(market.compliance).post("/v1/rules/evaluate", other).expect(404);
    }

    @Test
    void thePastIsJudgedAsItStood() {
        var gone = new SoldLeads(market).sell(market.seller.id(), "Ben", "+16175550172", WORDS, market.buyer.id());
        var before = market.clock.instant();
        market.as(market.compliance)
                .post("/v1/revocations", JsonObject.of("consent", Id.text("cns", gone.consentId()), "channel", "phone"))
                .expect(201);
        var question = question("call", before).put("lead", gone.text());
        question.remove("channel");
        var then = market.as(market.buyer)
                .post("/v1/rules/evaluate", question)
                .expect(200)
                .json();
        var now = market.as(market.buyer)
                .post(
                        "/v1/rules/evaluate",
                        question.copy().put("at", before.plusSeconds(3_600).toString()))
                .expect(200)
                .json();
        assertThat(strings(now.getJsonArray("reasons"))).containsExactly("withdrawn");
        assertThat(now.encode()).contains("consent.revoked");
        assertThat(then.getBoolean("allowed")).isTrue();
        assertThat(then.encode()).doesNotContain("consent.revoked");
        var early = market.as(market.buyer)
                .post(
                        "/v1/rules/evaluate",
                        question.copy()
                                .put("at", "2001-01-01T00:00:00Z")
                                .put("rule_sets", JsonArray.of("us-dnc", "ca-optout")))
                .expect(200)
                .json();
        assertThat(strings(early.getJsonArray("reasons"))).contains("not-in-force");
    }

    @Test
    void whatIsNotYoursIsNotThere() {
        for (var question : List.of(
                question("call", at(12)),
                question("call", at(12)).put("lead", Id.text("lead", Id.next())),
                without("lead").put("consent", Id.text("cns", lead.consentId())),
                without("lead").put("subject", Id.text("sub", lead.subjectId())),
                without("lead").put("person", JsonObject.of("phone", PHONE)))) {
            market.as(market.otherBuyer).post("/v1/rules/evaluate", question).expect(404);
        }
        market.as(market.buyer)
                .post(
                        "/v1/rules/evaluate",
                        question("call", at(12)).put("buyer", Id.text("pty", market.otherBuyer.id())))
                .expect(404);
        market.as(market.seller)
                .post("/v1/rules/evaluate", question("call", at(12)).put("buyer_name", "Northfield College"))
                .expect(200);
        market.as(market.buyer)
                .post("/v1/rules/evaluate", question("call", at(12)).put("rule_sets", JsonArray.of("us-moon")))
                .expect(400);
        market.as(market.buyer)
                .post("/v1/rules/evaluate", question("call", at(12)).put("consent", Id.text("cns", lead.consentId())))
                .expect(400);
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }

    private static JsonObject without(String name) {
        var question = question("call", at(12));
        question.remove(name);
        return question;
    }

    @Test
    void theOperatorAddsVersionsAndChangesNone() {
        var today = market.clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var rules = JsonObject.of("source", "house rules", "requires", JsonArray.of("email"), "one_to_one", true);
        var path = "/v1/rule-sets/house/versions";
        var body = JsonObject.of("effective_from", today.toString(), "rules", rules);
        market.as(market.operator).post(path, body).expect(404);
        var first = market.as(market.operator)
                .post("/v1/rule-sets", body.copy().put("code", "house"))
                .expect(201)
                .json();
        market.as(market.operator)
                .post("/v1/rule-sets", body.copy().put("code", "house"))
                .expect(409);
        assertThat(first.getInteger("version")).isEqualTo(1);
        var second = market.as(market.operator)
                .post(path, body.copy().put("effective_from", today.plusDays(9).toString()))
                .expect(201)
                .json();
        assertThat(second.getInteger("version")).isEqualTo(2);
        assertThat(second.getString("digest")).isNotEqualTo(first.getString("digest"));
        var current =
                market.as(market.seller).get("/v1/rule-sets").expect(200).json().encode();
        assertThat(current).contains(first.getString("digest")).doesNotContain(second.getString("digest"));
        market.as(market.seller).get(path + "/2").expect(200);
        market.as(market.seller).get(path + "/3").expect(404);
        market.as(market.seller).post(path, body).expect(403);
        var faults = market.as(market.operator)
                .post(
                        path,
                        JsonObject.of(
                                "effective_from",
                                today.minusDays(1).toString(),
                                "rules",
                                rules.copy().put("colour", "red")))
                .expect(400)
                .json()
                .getJsonArray("errors")
                .encode();
        assertThat(faults).contains("/effective_from", "/rules/colour");
        var answer = market.as(market.buyer)
                .post("/v1/rules/evaluate", question("call", at(12)).put("rule_sets", JsonArray.of("house")))
                .expect(200)
                .json();
        assertThat(answer.getJsonArray("consents").encode()).contains("\"missing\":[\"email\"]");
    }
}
