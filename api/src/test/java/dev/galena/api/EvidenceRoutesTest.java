package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Digest;
import dev.galena.consent.Subjects;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.db.Id;
import dev.galena.market.party.Party;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceRoutesTest {
    private static final String PAGE =
            "<!DOCTYPE html><title>Guide</title><script>alert(1)</script> call Canary Evidence ";

    @TempDir
    private static Path data;

    private static OpenMarket market;
    private static int people;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static SoldLeads.Lead lead() {
        return new SoldLeads(market).sell(market.seller.id(), "Ada", "+1213555018" + people++, market.buyer.id());
    }

    private static String path(SoldLeads.Lead lead) {
        return "/v1/consents/" + Id.text("cns", lead.consentId()) + "/evidence";
    }

    private static ApiClient.Reply attach(Party by, SoldLeads.Lead lead, byte[] content) {
        return market.as(by).send("POST", path(lead), "text/html", BodyPublishers.ofByteArray(content));
    }

    private static byte[] page(int n) {
        return (PAGE + n).getBytes(UTF_8);
    }

    @Test
    void theSellerKeepsAPageAndThoseWhoMaySeeTheTrailGetItBack() {
        var lead = lead();
        var kept = attach(market.seller, lead, page(1)).expect(201);
        var evidence = kept.json();
        assertThat(evidence.getString("sha256"))
                .isEqualTo(Digest.sha256(page(1)).hex());
        assertThat(evidence.getString("kind")).isEqualTo("html");
        String path = kept.header("location").orElseThrow();
        assertThat(attach(market.seller, lead, page(1)).expect(200).json()).isEqualTo(evidence);

        for (var party : List.of(market.seller, market.buyer, market.compliance)) {
            var listed = market.as(party).get(path(lead)).expect(200).json().getJsonArray("data");
            assertThat(listed.getJsonObject(0)).as(party.name()).isEqualTo(evidence);
            var read = market.as(party).get(path + "?purpose=look+closely").expect(200);
            assertThat(read.raw().body()).isEqualTo(page(1));
            assertThat(read.header("content-disposition").orElseThrow()).startsWith("attachment;");
            assertThat(read.header("content-security-policy").orElseThrow()).startsWith("sandbox;");
            assertThat(read.header("x-content-type-options")).contains("nosniff");
        }
        var trail = market.as(market.compliance)
                .get("/v1/leads/" + lead.text() + "/trail?purpose=look")
                .expect(200)
                .json();
        assertThat(trail.getJsonObject("consent").getJsonArray("log").encode()).contains("evidence.attached");
        assertThat(trail.getJsonObject("consent").getBoolean("chain_whole")).isTrue();
        long looked = market.database.read(tx -> tx.rows(
                        "select count(*) from market.access_record where action = 'evidence.read' and subject_id = $1 and purpose = 'look closely'",
                        lead.subjectId())
                .getFirst()
                .getLong(0));
        assertThat(looked).isEqualTo(3);
    }

    @Test
    void toOthersItIsNotThere() {
        var lead = lead();
        String path = attach(market.seller, lead, page(2))
                .expect(201)
                .header("location")
                .orElseThrow();
        for (var party : List.of(market.otherSeller, market.otherBuyer)) {
            market.as(party).get(path(lead)).expect(404, "not-found");
            market.as(party).get(path + "?purpose=x").expect(404, "not-found");
        }
        attach(market.otherSeller, lead, page(2)).expect(404, "not-found");
        market.as(market.buyer)
                .send("POST", path(lead), "text/html", BodyPublishers.ofByteArray(page(2)))
                .expect(403, "forbidden");
        market.as(market.seller).get(path).expect(400, "invalid-request");
    }

    @Test
    void onlySomeFilesAreKept() {
        var lead = lead();
        for (var content : List.of("", "just words", "%PDF-1.7 without an end", "<!doctype html>\0", "GIF89a")) {
            var refused = attach(market.seller, lead, content.getBytes(UTF_8)).expect(422, "file-unreadable");
            assertThat(refused.text()).contains("kind-unknown");
        }
        attach(market.seller, lead, new byte[] {'<', 'h', 't', 'm', 'l', '>', (byte) 0xff})
                .expect(422, "file-unreadable");
        attach(market.seller, lead, new byte[(5 << 20) + 1]).expect(413, "body-too-large");
        var png = attach(market.operator, lead, png()).expect(201).json();
        assertThat(png.getString("kind")).isEqualTo("png");
        var pdf = attach(market.seller, lead, "%PDF-1.7\n1 0 obj\n%%EOF\n".getBytes(UTF_8));
        assertThat(pdf.expect(201).json().getString("kind")).isEqualTo("pdf");
        for (int i = 2; i < 10; i++) attach(market.seller, lead, page(i)).expect(201);
        attach(market.seller, lead, page(10)).expect(409, "evidence-full");
        attach(market.seller, lead, page(9)).expect(200);
    }

    private static byte[] png() {
        return new byte[] {
            (byte) 0x89,
            'P',
            'N',
            'G',
            '\r',
            '\n',
            0x1a,
            '\n',
            0,
            0,
            0,
            0,
            'I',
            'E',
            'N',
            'D',
            (byte) 0xae,
            0x42,
            0x60,
            (byte) 0x82
        };
    }

    @Test
    void itIsInTheProofAndGoesWithThePerson() throws IOException {
        var lead = lead();
        String path = attach(market.seller, lead, page(3))
                .expect(201)
                .header("location")
                .orElseThrow();
        market.sequence();
        var proof = market.as(market.buyer)
                .get("/v1/leads/" + lead.text() + "/proof?purpose=file")
                .expect(200);
        String enclosed = null;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(proof.raw().body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("evidence/" + Digest.sha256(page(3)).hex()))
                    enclosed = new String(zip.readAllBytes(), UTF_8);
            }
        }
        assertThat(enclosed).isEqualTo(PAGE + 3);
        String stored = market.database.read(tx -> tx.rows(
                        "select encode(sealed, 'escape') from consent.evidence where subject_id = $1", lead.subjectId())
                .getFirst()
                .getString(0));
        assertThat(stored).doesNotContain("Canary");

        int erased = market.database.inTx(
                tx -> new Exhibits(new Subjects(market.master)).erase(tx, List.of(lead.subjectId())));
        assertThat(erased).isEqualTo(1);
        market.as(market.seller).get(path + "?purpose=x").expect(404, "not-found");
        market.sequence();
    }
}
