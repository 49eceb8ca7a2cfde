package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.log.Checkpoint;
import dev.galena.consent.log.Note;
import dev.galena.consent.log.Policy;
import dev.galena.market.party.AdmitParties.Applicant;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log over HTTP, as any client of tlog-tiles reads it. */
class LogRoutesTest {
    @TempDir
    private static Path data;

    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
        market.client().get("/log/checkpoint").expect(404, "not-found");
        market.client().get("/log/policy.txt").expect(404, "not-found");
        var leads = new SoldLeads(market);
        for (int i = 0; i < 300; i++) {
            leads.sell(market.seller.id(), "Ada", "+1213556%04d".formatted(i), market.buyer.id());
        }
        market.sequence();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @Test
    void theCheckpointIsSignedByTheKeyThatIsPublished() {
        var reply = market.client().get("/log/checkpoint").expect(200);
        assertThat(reply.header("content-type")).contains("text/plain; charset=utf-8");
        assertThat(reply.header("cache-control")).contains("public, max-age=1");
        var note = Note.parse(reply.text());
        var policy =
                Policy.parse(market.client().get("/log/policy.txt").expect(200).text());
        assertThat(policy.log(note)).isPresent();
        assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(301);
        assertThat(Checkpoint.parse(note.text()).origin()).isEqualTo("consent.localhost/1");
    }

    @Test
    void hashesAreForEverybodyAndForever() {
        var full = market.client().get("/log/tile/0/000").expect(200);
        assertThat(full.raw().body()).hasSize(8192);
        assertThat(full.header("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(full.header("content-type")).contains("application/octet-stream");
        assertThat(market.client().get("/log/tile/0/001.p/45").expect(200).raw().body())
                .hasSize(45 * 32);
        assertThat(market.client().get("/log/tile/1/000.p/1").expect(200).raw().body())
                .hasSize(32);
        assertThat(market.client().get("/log/tile/0/000.p/7").expect(200).raw().body())
                .hasSize(7 * 32);
        for (var path : List.of(
                "0/001",
                "0/001.p/46",
                "1/000",
                "1/000.p/2",
                "2/000.p/1",
                "0/x000/001",
                "0/0",
                "00/000",
                "64/000",
                "0/000.p/256",
                "0/x001/x234/067.p/8",
                "-1/000",
                "0/999999999999999999999")) {
            market.client().get("/log/tile/" + path).expect(404, "not-found");
        }
    }

    @Test
    void entriesAreForAuditors() {
        var path = "/log/tile/entries/000";
        market.client().get(path).expect(401);
        market.as(market.buyer).get(path).expect(403, "forbidden");
        market.as(market.compliance).get(path).expect(404, "not-found"); // sees test leads only
        var auditor = market.market.admitParties.admit(
                new Applicant("Auditor", Set.of(Role.COMPLIANCE), Currency.getInstance("USD"), ZoneOffset.UTC));
        var trader = market.market.admitParties.admit(new Applicant(
                "School with officer", Set.of(Role.BUYER, Role.COMPLIANCE), Party.TEST_CURRENCY, ZoneOffset.UTC));
        market.as(trader).get(path).expect(404, "not-found");
        var entries = entries(market.as(auditor).get(path).expect(200).raw().body());
        assertThat(entries).hasSize(256);
        assertThat(new JsonObject(entries.getFirst()).getString("type")).isEqualTo("notice.published");
        assertThat(new JsonObject(entries.get(1)).getString("type")).isEqualTo("consent.granted");
        assertThat(entries(market.as(market.operator)
                        .get("/log/tile/entries/001.p/45")
                        .expect(200)
                        .raw()
                        .body()))
                .hasSize(45);
        market.as(auditor).get("/log/tile/entries/001").expect(404, "not-found");
    }

    @Test
    void readinessTellsOfTheLog() {
        assertThat(market.client().get("/readyz").expect(200).json().getString("log"))
                .isEqualTo("sequencing");
        assertThat(new ApiClient(market.spec, market.managementUrl())
                        .get("/metrics")
                        .text())
                .contains("galena_log_size 301.0", "galena_log_refusing 0.0", "galena_log_sequencing 1.0");
    }

    @Test
    void anAuditIsRunAndRead() {
        market.as(market.compliance).post("/v1/log/audit").expect(404, "not-found");
        var done = market.as(market.operator).post("/v1/log/audit").expect(200).json();
        assertThat(done.getJsonArray("findings")).isEmpty();
        assertThat(done.getBoolean("sound")).isTrue();
        assertThat(done.getInteger("events")).isEqualTo(301);
        assertThat(market.as(market.operator).get("/v1/log/audit").expect(200).json())
                .isEqualTo(done);
        assertThat(new ApiClient(market.spec, market.managementUrl())
                        .get("/metrics")
                        .text())
                .contains("galena_log_findings 0.0");
    }

    private static List<String> entries(byte[] bundle) {
        var bytes = ByteBuffer.wrap(bundle);
        var entries = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            byte[] entry = new byte[bytes.getShort()];
            bytes.get(entry);
            entries.add(new String(entry, UTF_8));
        }
        return entries;
    }
}
