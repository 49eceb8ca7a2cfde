package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionRoutesTest {
    private static final AtomicInteger PEOPLE = new AtomicInteger(1_000);
    private static OpenMarket market;
    private static SoldLeads leads;

    @BeforeAll
    static void open() {
        // So low that what is not exempt would be turned away.
        market = OpenMarket.open(Map.of("GALENA_RATE_CALLER", "1000", "GALENA_RATE_CALLER_BURST", "200"));
        leads = new SoldLeads(market);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static String phone() {
        return "+1213556" + PEOPLE.incrementAndGet();
    }

    private static JsonObject rows(JsonObject... rows) {
        return JsonObject.of("suppressions", new JsonArray(java.util.List.of(rows)));
    }

    private static boolean standing(SoldLeads.Lead lead) {
        return market.as(market.operator)
                        .get("/v1/consents/" + Id.text("cns", lead.consentId()))
                        .expect(200)
                        .json()
                        .getString("revoked_at")
                == null;
    }

    private static ApiClient.Reply upload(String query, String text) {
        return market.as(market.operator)
                .send("POST", "/v1/suppressions/files?" + query, "text/csv", BodyPublishers.ofString(text, UTF_8));
    }

    @Test
    void rowsAreInForceAndBadOnesAreNamed() {
        String phone = phone();
        var lead = leads.sell(market.seller.id(), "Ada", phone, market.buyer.id());
        var report = market.as(market.operator)
                .post(
                        "/v1/suppressions",
                        rows(
                                JsonObject.of("phone", phone),
                                JsonObject.of("phone", "123"),
                                JsonObject.of("email", "nobody"),
                                JsonObject.of("reason", "person")))
                .expect(200)
                .json();
        assertThat(report.getInteger("added")).isOne();
        assertThat(report.getInteger("consents_ended")).isOne();
        assertThat(report.getInteger("rejected")).isEqualTo(3);
        assertThat(report.getJsonArray("rejects").stream()
                        .map(JsonObject.class::cast)
                        .map(r -> r.getInteger("row") + " " + r.getString("field") + " " + r.getString("code")))
                .containsExactly("2 phone invalid-phone", "3 email invalid-email", "4  field-missing");
        assertThat(standing(lead)).isFalse();
        assertThat(market.as(market.buyer)
                        .get("/v1/obligations?limit=500")
                        .expect(200)
                        .text())
                .contains(lead.text());
    }

    @Test
    void aSellerSpeaksForItselfOnly() {
        String phone = phone();
        var own = leads.sell(market.seller.id(), "Ada", phone);
        var others = leads.sell(market.otherSeller.id(), "Ada", phone);
        market.as(market.otherSeller)
                .post(
                        "/v1/suppressions",
                        rows(JsonObject.of("phone", phone, "seller", Id.text("pty", market.seller.id()))))
                .expect(200);
        assertThat(standing(own)).isTrue();
        assertThat(standing(others)).isFalse();
        market.as(market.buyer)
                .post("/v1/suppressions", rows(JsonObject.of("phone", phone)))
                .expect(403, "forbidden");
    }

    @Test
    void aListOfCallersEndsCallsAndTexts() {
        String phone = phone();
        var lead = leads.sell(market.seller.id(), "Ada", phone);
        var report = upload(
                        "reason=dnc&list=complaints&as_of=2026-11-01&whole=true",
                        "Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Subject\r\n"
                                + phone.substring(2)
                                + ",2026-09-22 00:28:21,2026-09-21 19:12:00,Ballwin,\"Reducing your debt (credit cards,"
                                + " mortgage, \"\"loans\"\")\"\r\n\r\nnone,2026-09-22,,,No Subject Provided\r\n")
                .expect(200)
                .json();
        assertThat(report.getInteger("rows")).isEqualTo(2);
        assertThat(report.getInteger("consents_ended")).isOne();
        assertThat(report.getJsonArray("rejects").getJsonObject(0).getInteger("row"))
                .isEqualTo(2);
        assertThat(standing(lead)).isFalse();
        var lists =
                market.as(market.buyer).get("/v1/suppression-lists").expect(200).json();
        assertThat(lists.getJsonArray("data").getJsonObject(0).getString("as_of"))
                .isEqualTo("2026-11-01");
    }

    @Test
    void ofALitigatorCheckOnlyThoseWhoAreOnes() {
        String yes = phone();
        String no = phone();
        var ended = leads.sell(market.seller.id(), "Ada", yes);
        var stands = leads.sell(market.seller.id(), "Bob", no);
        var report = upload(
                        "reason=litigator",
                        "[\n {\"Phone\": " + yes.substring(2) + ", \"IsLitigator\": true},\n {\"Phone\": "
                                + no.substring(2) + ", \"IsLitigator\": false}]")
                .expect(200)
                .json();
        assertThat(report.getInteger("skipped")).isOne();
        assertThat(standing(ended)).isFalse();
        assertThat(standing(stands)).isTrue();
    }

    @Test
    void tenThousandRowsOfOneColumn() {
        String known = phone();
        var lead = leads.sell(market.seller.id(), "Ada", known);
        String text = IntStream.range(0, 10_000)
                .mapToObj(i -> i == 9_000 ? known : "(310) 55%d-%04d".formatted(i / 2_000, i % 2_000 + 1_000))
                .collect(Collectors.joining("\n"));
        var report = upload("reason=operator", text).expect(200).json();
        assertThat(report.getInteger("rows")).isEqualTo(10_000);
        assertThat(report.getInteger("added")).isEqualTo(10_000);
        assertThat(report.getInteger("consents_ended")).isOne();
        assertThat(standing(lead)).isFalse();
        assertThat(upload("reason=operator", text).expect(200).json().getInteger("added"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty-file|",
                "no-known-column|name,city",
                "no-known-column|hello",
                "unclosed-quote|phone,x\\n\"213",
                "not-text|phone\\n213\\0",
                "cell-too-long|phone,x\\n1,LONG",
                "too-many-columns|phone,MANY",
                "broken-json|[{\"Phone\": 2025550101",
                "broken-json|[{\"Phone\": nope}]",
                "not-an-object|[17]",
                "broken-json|[{\"a\":[[[[[[1]]]]]]}]"
            })
    void hostileFiles(String code, String text) {
        String written = (text == null ? "" : text)
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("LONG", "x".repeat(2_000))
                .replace("MANY", ",".repeat(500));
        assertThat(upload("reason=dnc", written).expect(422, "file-unreadable").text())
                .contains("\"" + code + "\"");
    }

    @Test
    void whatPeopleSayIsNeverTurnedAway() {
        var limited = OpenMarket.open(Map.of("GALENA_RATE_CALLER", "1", "GALENA_RATE_CALLER_BURST", "1"));
        try {
            var client = limited.as(limited.operator);
            for (int i = 0; i < 20; i++) {
                client.post("/v1/suppressions", rows(JsonObject.of("phone", phone())))
                        .expect(200);
                client.post(
                                "/v1/revocations",
                                JsonObject.of("person", JsonObject.of("phone", phone()), "channel", "sms"))
                        .expect(201);
            }
            client.get("/v1/me");
            client.get("/v1/me").expect(429, "rate-limited");
        } finally {
            limited.close();
        }
    }
}
