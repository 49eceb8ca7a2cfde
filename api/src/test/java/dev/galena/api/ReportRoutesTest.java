package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.insight.TallyFacts;
import dev.galena.market.party.Party;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports over HTTP: who sees what, for which days, and in which form. */
class ReportRoutesTest {
    private static final List<String> SELLERS =
            List.of("funnel", "stock", "quality", "cohort", "prices", "speed", "flow", "earnings");
    private static final String WORDS =
            "Northfield College may call me. My consent is not a condition of any purchase.";

    private static OpenMarket market;
    private static ApiClient seller;
    private static ApiClient operator;

    @BeforeAll
    static void open() throws InterruptedException {
        market = OpenMarket.open();
        seller = market.as(market.seller);
        operator = market.as(market.operator);
        seller.post("/v1/sources", JsonObject.of("code", "web")).expect(201);
        String file = "Email,Phone,State,ZIP,Consent Text,Consent At,Consent Channels\r\n"
                + "a@example.com,(213) 555-0142,CA,90012,\"" + WORDS + "\",2026-11-01T10:00:00Z,call\r\n"
                + "b@example.com,12,CA,90012,\"" + WORDS + "\",2026-11-01T10:00:00Z,call\r\n";
        market.market.intake.runBatches().start(1);
        seller.with("Prefer", "wait=20")
                .send("POST", "/v1/batches?source=web&vertical=education", "text/csv", BodyPublishers.ofString(file))
                .expect(200);
        var tally = new TallyFacts(market.database, Duration.ZERO);
        long came = 0;
        while (came == 0) {
            Thread.sleep(2);
            tally.run();
            came = market.database
                    .inTx(tx -> tx.rows("select count(*) from market.tally where measure = 'came'"))
                    .getFirst()
                    .getLong(0);
        }
        market.market.insight.countStock.run();
    }

    @AfterAll
    static void close() {
        market.market.intake.runBatches().close();
        market.close();
    }

    private static List<JsonObject> data(ApiClient client, String report) {
        return client.get("/v1/reports/" + report).expect(200).json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String id(Party party) {
        return Id.text("pty", party.id());
    }

    @Test
    void aSellerSeesItsOwn() {
        var funnel = data(seller, "funnel").getFirst();
        assertThat(funnel.getInteger("rows")).isEqualTo(2);
        assertThat(funnel.getInteger("valid")).isEqualTo(1);
        assertThat(funnel.getString("source")).isEqualTo("web");
        assertThat(funnel.getString("batch")).startsWith("bat_");
        assertThat(funnel.getJsonObject("earned")).isEqualTo(JsonObject.of("amount", 0, "currency", "XTS"));
        assertThat(data(seller, "funnel?batch=" + funnel.getString("batch"))).hasSize(1);
        assertThat(data(seller, "stock").getFirst().getInteger("listings")).isEqualTo(1);
        assertThat(data(seller, "quality"))
                .anySatisfy(row -> assertThat(row.getString("reason")).isEqualTo("invalid-phone"));
        assertThat(data(seller, "cohort").getFirst().getInteger("leads")).isEqualTo(1);
        assertThat(data(seller, "prices").getFirst().getInteger("asked")).isEqualTo(1);
        assertThat(data(seller, "flow?by=day").getLast().getInteger("leads")).isEqualTo(1);
        assertThat(data(seller, "earnings")).hasSize(28);
    }

    @Test
    void theLeadsBehindTheFiguresAreFound() {
        String batch = data(seller, "funnel").getFirst().getString("batch");
        String fitting =
                "/v1/leads?status=open&source=web&vertical=education&sold=false&generated_from=2026-11-01T00:00:00Z&batch=";
        assertThat(seller.get(fitting + batch).expect(200).json().getJsonArray("data"))
                .hasSize(1);
        assertThat(market.as(market.otherSeller)
                        .get(fitting + batch)
                        .expect(200)
                        .json()
                        .getJsonArray("data"))
                .isEmpty();
        assertThat(seller.get("/v1/leads?sold=true").expect(200).json().getJsonArray("data"))
                .isEmpty();
        seller.get("/v1/leads?vertical=yachts").expect(400, "invalid-request");
        var source = seller.get("/v1/sources")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(source.getJsonObject("mappings").getJsonObject("education").getString("Phone"))
                .isEqualTo("phone");
    }

    @Test
    void othersSeeNothingOfIt() {
        for (String report : SELLERS) {
            var other = market.as(market.otherSeller);
            other.get("/v1/reports/" + report + "?party=" + id(market.seller)).expect(404, "not-found");
            if (!List.of("flow", "earnings").contains(report))
                assertThat(data(other, report)).as(report).isEmpty();
        }
        assertThat(data(market.as(market.otherSeller), "flow"))
                .allSatisfy(row -> assertThat(row.getInteger("leads")).isZero());
        var buyer = market.as(market.buyer);
        for (String report : List.of("prices", "speed", "flow")) {
            buyer.get("/v1/reports/" + report + "?party=" + id(market.seller)).expect(404, "not-found");
        }
        assertThat(data(buyer, "prices"))
                .as("one lead is few")
                .allSatisfy(row -> assertThat(row.getValue("asked")).isNull());
        assertThat(data(seller, "prices?of=market").getFirst().getValue("asked"))
                .isNull();
        for (String report : List.of("funnel", "stock", "quality", "cohort", "earnings")) {
            buyer.get("/v1/reports/" + report).expect(403, "forbidden");
        }
    }

    @Test
    void theOperatorSeesAllOrOneOfThem() {
        assertThat(data(operator, "funnel?by=source").getFirst().getString("seller"))
                .isEqualTo(id(market.seller));
        assertThat(data(operator, "funnel?party=" + id(market.seller))).hasSize(1);
        assertThat(data(operator, "funnel?party=" + id(market.otherSeller))).isEmpty();
        assertThat(data(operator, "funnel?currency=USD")).isEmpty();
        assertThat(data(operator, "stock")).hasSize(1);
        operator.get("/v1/reports/earnings").expect(400, "invalid-request");
        assertThat(data(operator, "earnings?party=" + id(market.seller))).hasSize(28);
        operator.get("/v1/reports/funnel?party=pty_01k9x3v7q2e8dt4n6b5m0gj1hc").expect(404, "not-found");
    }

    @Test
    void aPeriodHasNinetyTwoDaysAtMost() {
        seller.get("/v1/reports/funnel?from=2026-01-01&to=2026-04-02").expect(200);
        seller.get("/v1/reports/funnel?from=2026-01-01&to=2026-04-03").expect(400, "invalid-request");
        seller.get("/v1/reports/funnel?from=2026-01-02&to=2026-01-01").expect(400, "invalid-request");
        seller.get("/v1/reports/funnel?from=9999-99-99").expect(400, "invalid-request");
        assertThat(data(seller, "funnel?from=2026-01-01&to=2026-01-31")).isEmpty();
    }

    @Test
    void tablesForSpreadsheets() {
        var csv = seller.with("Accept", "text/csv").get("/v1/reports/funnel").expect(200);
        assertThat(csv.header("content-type")).contains("text/csv; charset=utf-8");
        var lines = csv.text().substring(1).lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("seller,batch,source,vertical,day,rows,valid,listed,sold,sales,returned,earned,currency");
        assertThat(lines.get(1))
                .startsWith(id(market.seller) + ",bat_")
                .contains(",\"web\",\"education\",")
                .endsWith(",0.00,\"XTS\"");
    }
}
