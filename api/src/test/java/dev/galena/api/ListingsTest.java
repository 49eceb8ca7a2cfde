package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingsTest {
    private static OpenMarket market;
    private static ListedLeads leads;
    private static UUID californian;
    private static UUID professional;
    private static UUID withdrawn;
    private static UUID real;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        leads = new ListedLeads(market);
        californian = leads.list(market.seller, "CA", JsonObject.of("specialization", "E-Business"));
        professional = leads.list(
                market.seller,
                "NY",
                JsonObject.of(
                        "occupation",
                        "Working Professional",
                        "time_on_site_seconds",
                        900,
                        "specialization",
                        "Banking, Investment And Insurance"));
        withdrawn = leads.list(market.otherSeller, "NY", new JsonObject());
        market.as(market.otherSeller)
                .post("/v1/leads/" + text(withdrawn) + "/withdraw")
                .expect(200);
        real = leads.list(
                market.market.admitParties.admit(new dev.galena.market.party.AdmitParties.Applicant(
                        "Real Leads",
                        java.util.Set.of(dev.galena.market.party.Role.SELLER),
                        java.util.Currency.getInstance("USD"),
                        java.time.ZoneOffset.UTC)),
                "CA",
                new JsonObject());
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static String text(UUID lead) {
        return Id.text("lead", lead);
    }

    private static List<String> ids(JsonObject page) {
        var ids = new ArrayList<String>();
        page.getJsonArray("data").forEach(each -> ids.add(((JsonObject) each).getString("id")));
        return ids;
    }

    private static JsonObject search(String query) {
        return market.as(market.buyer).get("/v1/listings" + query).expect(200).json();
    }

    @Test
    void aBuyerSeesWhatIsOpenInItsOwnCurrency() {
        assertThat(ids(search(""))).containsExactly(text(professional), text(californian));
        assertThat(ids(search("?sort=oldest"))).containsExactly(text(californian), text(professional));
        assertThat(ids(search("?vertical=education&state=NY&score.gte=60"))).containsExactly(text(professional));
        assertThat(ids(search("?vertical=education&attr.specialization=Banking,%20Investment%20And%20Insurance")))
                .containsExactly(text(professional));
        assertThat(ids(search("?state=CA,NY&not.level=cold&certified=true&age.lte=P1D")))
                .containsExactly(text(professional));
        assertThat(search("?state=CA&count=exact").getJsonObject("count"))
                .isEqualTo(JsonObject.of("value", 1, "relation", "eq"));
    }

    @Test
    void pagesAreFollowedByTheLinkHeader() {
        var first = market.as(market.buyer)
                .get("/v1/listings?limit=1&vertical=education")
                .expect(200);
        assertThat(ids(first.json())).containsExactly(text(professional));
        String link = first.header("link").orElseThrow();
        var second = market.as(market.buyer)
                .get(link.substring(1, link.indexOf('>')))
                .expect(200);
        assertThat(ids(second.json())).containsExactly(text(californian));
        assertThat(second.json().getString("next_cursor")).isNull();
        market.as(market.buyer)
                .get("/v1/listings?sort=score&cursor=" + first.json().getString("next_cursor"))
                .expect(400, "invalid-cursor");
    }

    @Test
    void aLeadsPageSaysWhyAndNothingPersonal() {
        var reply = market.as(market.buyer)
                .get("/v1/listings/" + text(professional))
                .expect(200);
        var page = reply.json();
        int points = 0;
        for (Object each : page.getJsonArray("score_contributions")) points += ((JsonObject) each).getInteger("points");
        assertThat(points).isEqualTo(page.getInteger("score")).isEqualTo(80);
        assertThat(page.getString("level")).isEqualTo("sql");
        assertThat(page.getString("age")).startsWith("PT1H");
        assertThat(page.getInteger("slots_left")).isEqualTo(4);
        assertThat(page.getString("return_window")).isEqualTo("PT168H");
        assertThat(page.getJsonObject("consent").getJsonArray("channels")).isEqualTo(JsonArray.of("call", "sms"));
        assertThat(reply.text().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("lovelace", "198.51", "i agree", "subject", "consent_id", "seller")
                .doesNotContainPattern("\\bada\\b"); // an id may contain it
    }

    @Test
    void othersLeadsDoNotExist() {
        market.as(market.buyer).get("/v1/listings/" + text(real)).expect(404);
        market.as(market.buyer).get("/v1/listings/" + text(withdrawn)).expect(404);
        market.as(market.otherSeller).get("/v1/leads/" + text(californian)).expect(404);
        market.as(market.otherSeller)
                .post("/v1/leads/" + text(californian) + "/withdraw")
                .expect(404);
        assertThat(ids(market.as(market.otherSeller)
                        .get("/v1/leads")
                        .expect(200)
                        .json()))
                .containsExactly(text(withdrawn));
        assertThat(ids(market.as(market.seller).get("/v1/leads").expect(200).json()))
                .containsExactly(text(professional), text(californian));
    }

    @Test
    void everyFaultOfAFilterIsNamed() {
        var reply = market.as(market.buyer)
                .get("/v1/listings?vertical=education&email=ada%40example.com&attr.question=x&state=Ozz")
                .expect(400, "filter-invalid");
        assertThat(reply.json().getJsonArray("errors"))
                .extracting(each -> ((JsonObject) each).getString("pointer"))
                .containsExactlyInAnyOrder("/query/email", "/query/attr.question", "/query/state");
        assertThat(reply.text()).doesNotContainPattern("\\bada\\b");
    }

    @Test
    void timesAreWrittenAsInstantsWriteThem() {
        var random = new java.util.Random(1);
        List<Instant> times =
                new java.util.ArrayList<>(List.of(Instant.EPOCH, Instant.parse("2026-02-28T23:59:59.999999Z")));
        for (long unit : new long[] {1, 1_000, 1_000_000, 1_000_000_000}) {
            for (int i = 0; i < 1_000; i++) {
                times.add(Instant.ofEpochSecond(
                        random.nextLong(-2_000_000_000L, 250_000_000_000L),
                        random.nextInt(1_000_000_000) / unit * unit));
            }
        }
        for (Instant time : times) {
            var out = new StringBuilder();
            ListingJson.time(out, time);
            assertThat(out).hasToString(time.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"sort=cheapest", "limit=501", "limit=x", "count=all"})
    void parametersAreChecked(String query) {
        market.as(market.buyer).get("/v1/listings?" + query).expect(400);
    }

    @Test
    void facetsCount() {
        var reply = market.as(market.buyer)
                .get("/v1/listings/facets?vertical=education&facets=state,level,price,attr.occupation")
                .expect(200)
                .json();
        assertThat(reply.getInteger("total")).isEqualTo(2);
        assertThat(reply.getJsonObject("facets").getJsonArray("state"))
                .contains(JsonObject.of("value", "CA", "count", 1), JsonObject.of("value", "NY", "count", 1));
        assertThat(reply.getJsonObject("facets").getJsonArray("attr.occupation"))
                .contains(JsonObject.of("value", null, "count", 1));
        market.as(market.buyer).get("/v1/listings/facets?facets=zip").expect(400, "filter-invalid");
    }
}
