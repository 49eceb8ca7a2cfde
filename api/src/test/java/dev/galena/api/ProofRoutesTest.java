package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subjects;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofRoutesTest {
    @TempDir
    private static Path data;

    private static OpenMarket market;
    private static SoldLeads.Lead lead;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
        lead = new SoldLeads(market)
                .sell(market.seller.id(), "Ada", "+12135550171", market.buyer.id(), market.otherBuyer.id());
        sold(market.buyer.id());
        sold(market.otherBuyer.id());
        market.sequence();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static void sold(UUID buyer) {
        var consents = new Consents(new Subjects(market.master), new Notices());
        market.database.inTx(tx -> {
            var ruleSets = new RuleSets();
            var rules = ruleSets.versions(tx, List.of("us-dnc@1")).get("us-dnc@1");
            ruleSets.publish(tx, List.of(rules), market.clock.instant());
            var locked = consents.lock(tx, List.of(lead.consentId()));
            var fields = Map.<String, Object>of(
                    "lead_id",
                    lead.id(),
                    "buyer_id",
                    buyer,
                    "buyer_name",
                    "Northfield College",
                    "rule_set",
                    "us-dnc@1",
                    "rules",
                    rules.digest());
            consents.record(
                    tx, List.of(Event.of(lead.consentId(), "lead.sold", fields)), locked, market.clock.instant());
            return tx;
        });
    }

    @Test
    void anAuditorGetsAllOfIt() throws IOException {
        var reply = market.as(market.compliance)
                .get(path() + "?purpose=complaint+18")
                .expect(200);
        assertThat(reply.header("content-disposition"))
                .contains("attachment; filename=\"" + lead.text() + ".consent-proof.zip\"");
        var files = files(reply.raw().body());
        assertThat(files).containsKeys("manifest.json", "policy.txt", "parties.json", "rules/us-dnc@1.json");
        assertThat(files.keySet().stream().filter(n -> n.endsWith(".tlog-proof")))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(files.get("openings/" + lead.consentId() + ".json")).contains("+12135550171", "198.51.100.7");
        assertThat(files.get("parties.json")).contains("Northfield College", "Harbor Institute", "X Education");
        assertThat(files.get("policy.txt"))
                .isEqualTo(market.client().get("/log/policy.txt").text());

        var trail = market.as(market.compliance)
                .get("/v1/leads/" + lead.text() + "/trail?purpose=look")
                .expect(200)
                .json();
        assertThat(trail.getJsonArray("accesses").encode()).contains("proof.exported", "complaint 18");
        assertThat(trail.getJsonObject("consent").getJsonArray("log").encode()).contains("access.exported");
        assertThat(trail.getJsonObject("consent").getBoolean("chain_whole")).isTrue();
        market.sequence();
    }

    @Test
    void aReceiptInThreeStandardsWords() {
        var consent = Id.text("cns", lead.consentId());
        var address = "/v1/consents/" + consent + "/receipt?purpose=asked+for&format=";
        var kantara = market.as(market.buyer).get(address + "kantara").expect(200);
        assertThat(kantara.json().getString("version")).isEqualTo("KI-CR-v1.1.0");
        assertThat(kantara.json().getString("piiPrincipalId")).isEqualTo("+12135550171");
        assertThat(kantara.text()).contains("Northfield College").doesNotContain("Harbor Institute");
        var iso = market.as(market.compliance).get(address + "iso27560").expect(200);
        assertThat(iso.json().getString("record_id")).isEqualTo(lead.consentId().toString());
        assertThat(iso.json().getJsonObject("proof").getString("hash"))
                .isEqualTo(kantara.json().getJsonObject("proof").getString("hash"));
        var dpv = market.as(market.seller).get(address + "dpv").expect(200);
        assertThat(dpv.header("content-type").orElse("")).startsWith("application/ld+json");
        market.as(market.seller).get(address + "pdf").expect(400);
        market.as(market.otherSeller).get(address + "dpv").expect(404);
        market.sequence();
    }

    @Test
    void aBuyerGetsHisOwnWithoutOtherBuyers() throws IOException {
        var files = files(market.as(market.buyer)
                .get(path() + "?purpose=file")
                .expect(200)
                .raw()
                .body());
        var manifest = new JsonObject(files.get("manifest.json"));
        var events = manifest.getJsonArray("consents").getJsonObject(0).getJsonArray("events");
        assertThat(events.getJsonObject(1).getBoolean("withheld")).isFalse();
        assertThat(events.getJsonObject(2).getBoolean("withheld")).isTrue();
        assertThat(String.join("", files.values()))
                .contains(market.buyer.id().toString())
                .doesNotContain(market.otherBuyer.id().toString(), "Harbor Institute");
        var sellers = files(market.as(market.seller)
                .get(path() + "?purpose=file")
                .expect(200)
                .raw()
                .body());
        assertThat(sellers.get("parties.json")).contains("Harbor Institute");
        market.sequence();
    }

    @Test
    void othersGetNothing() {
        market.client().get(path() + "?purpose=x").expect(401);
        market.as(market.otherSeller).get(path() + "?purpose=x").expect(404, "not-found");
        market.as(market.operator).get(path() + "?purpose=x").expect(403, "forbidden");
        market.as(market.compliance).get(path()).expect(400, "invalid-request");
        market.as(market.compliance)
                .get("/v1/leads/" + Id.text("lead", Id.next()) + "/proof?purpose=x")
                .expect(404, "not-found");
    }

    @Test
    void ofAConsentAndOfAPerson() throws IOException {
        var consent = "/v1/consents/" + Id.text("cns", lead.consentId()) + "/proof?purpose=x";
        var subject = "/v1/subjects/" + Id.text("sub", lead.subjectId()) + "/proof?purpose=x";
        for (var path : List.of(consent, subject)) {
            assertThat(files(market.as(market.compliance)
                            .get(path)
                            .expect(200)
                            .raw()
                            .body()))
                    .containsKey("openings/" + lead.consentId() + ".json");
            market.as(market.buyer).get(path).expect(403, "forbidden");
            market.sequence();
        }
    }

    /** Nobody sequences here: it waits its three seconds and gives up. */
    @Test
    void whatHappenedJustNowIsNotProvenYet() {
        var fresh = new SoldLeads(market).sell(market.seller.id(), "Eve", "+12135550172", market.buyer.id());
        var path = "/v1/leads/" + fresh.text() + "/proof?purpose=x";
        market.as(market.buyer).get(path).expect(503, "not-logged-yet");
        market.sequence();
        market.as(market.buyer).get(path).expect(200);
        market.sequence();
    }

    private static String path() {
        return "/v1/leads/" + lead.text() + "/proof";
    }

    private static Map<String, String> files(byte[] zip) throws IOException {
        var files = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        return files;
    }
}
