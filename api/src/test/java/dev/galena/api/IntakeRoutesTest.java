package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.party.Party;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leads handed in over HTTP, one by one and in files. */
class IntakeRoutesTest {
    private static final String HEAD = "First Name,Email,Phone,State,ZIP,Consent Text,Consent At,Consent Channels\n";
    private static final String UPLOAD = "/v1/batches?source=web&vertical=education";

    private static OpenMarket market;
    private static ApiClient seller;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
        seller = market.as(market.seller);
        seller.post("/v1/sources", JsonObject.of("code", "web")).expect(201);
        market.market.intake.runBatches().start(2);
    }

    @AfterAll
    static void close() {
        market.market.intake.runBatches().close();
        market.close();
    }

    private static String line(int n) {
        return "Ada,ada%d@example.com,(213) 555-%04d,CA,90012,I agree,2026-11-01T10:00:00Z,call|sms\n".formatted(n, n);
    }

    private static ApiClient.Reply upload(ApiClient client, String address, String type, String body) {
        return client.with("Prefer", "wait=20").send("POST", address, type, BodyPublishers.ofString(body));
    }

    private static JsonObject lead(int n) {
        var consent = JsonObject.of("text", "I agree", "at", "2026-11-01T10:00:00Z", "channels", JsonArray.of("call"));
        return JsonObject.of("source", "web", "vertical", "education", "zip", "90012", "consent", consent)
                .put("contact", JsonObject.of("first_name", "Ben", "phone", "+1310555%04d".formatted(n)))
                .put("attributes", JsonObject.of("specialization", "Finance", "total_visits", 5));
    }

    @Test
    void oneLeadIsTakenOnce() {
        var client = seller.idempotent();
        var first = client.post("/v1/leads", lead(1)).expect(201);
        var again = client.post("/v1/leads", lead(1)).expect(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("idempotency-replayed")).contains("true");
        client.post("/v1/leads", lead(2)).expect(422, "idempotency-conflict");
        var duplicate = seller.idempotent().post("/v1/leads", lead(1)).expect(409, "duplicate");
        assertThat(duplicate.json().getString("lead")).isEqualTo(first.json().getString("id"));
    }

    @Test
    void oneLeadIsRefusedWithAllReasons() {
        var body = lead(3).put("contact", JsonObject.of("phone", "12", "email", "x@"))
                .put("consent", new JsonObject());
        var reply = seller.idempotent().post("/v1/leads", body).expect(422, "lead-invalid");
        assertThat(faults(reply))
                .containsExactly(
                        "/contact/phone invalid-phone",
                        "/contact/email invalid-email",
                        "/consent/text consent-missing",
                        "/consent/at consent-missing",
                        "/consent/channels consent-missing");
        var nowhere = seller.idempotent().post("/v1/leads", lead(4).put("source", "nowhere"));
        assertThat(faults(nowhere.expect(422))).containsExactly("/source source-unknown");
        var yachts = seller.idempotent().post("/v1/leads", lead(4).put("vertical", "yachts"));
        assertThat(faults(yachts.expect(422))).containsExactly("/vertical vertical-unknown");
    }

    private static List<String> faults(ApiClient.Reply reply) {
        return reply.json().getJsonArray("errors").stream()
                .map(e -> (JsonObject) e)
                .map(e -> e.getString("pointer") + " " + e.getString("code"))
                .toList();
    }

    @Test
    void fileIsReadReportedAndItsRejectsComeBack() {
        var reply = upload(seller, UPLOAD, "text/csv", HEAD + line(1) + line(2) + line(2) + "Bob,b@,1,TX,90012,,,\n");
        var batch = reply.expect(200).json();
        assertThat(batch.getString("state")).isEqualTo("done");
        assertThat(batch.getJsonObject("counts").encode()).isEqualTo(new JsonObject("""
                        {"accepted":2,"rejected":1,"duplicates":1,"by_code":{"consent-missing":1,"duplicate":1,"invalid-email":1,
                         "invalid-phone":1,"state-zip-mismatch":1},
                         "unsellable":2,"lacking":{"not-a-condition":2,"signature":2}}""").encode());
        assertThat(batch.getJsonArray("mapping").getJsonObject(1).getString("target"))
                .isEqualTo("email");
        var address = "/v1/batches/" + batch.getString("id");
        assertThat(seller.get(address + "/rejects").expect(200).text())
                .contains("invalid-phone | invalid-email")
                .contains("\"duplicate\"");
        assertThat(seller.get(address + "/events").expect(200).text()).startsWith("event: progress\nid: 4\ndata: {");
        market.as(market.otherSeller).get(address).expect(404);
        assertThat(upload(seller, UPLOAD, "text/csv", HEAD + line(1) + line(2) + line(2) + "Bob,b@,1,TX,90012,,,\n")
                        .expect(200)
                        .json()
                        .getString("id"))
                .isEqualTo(batch.getString("id"));
        assertThat(seller.get("/v1/batches?limit=1").expect(200).json().getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void unreadableFilesAreRefusedWithTheReason() {
        var reply = upload(seller, UPLOAD, "text/csv", "a,b\n1,2\n").expect(422, "file-unreadable");
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("code"))
                .isEqualTo("mapping-incomplete");
        upload(seller, "/v1/batches?source=nowhere&vertical=education", "text/csv", "a")
                .expect(422, "source-unknown");
        upload(seller, UPLOAD + "&mapping=%5B", "text/csv", "a").expect(400, "invalid-request");
        upload(seller, UPLOAD + "&mapping=%7B%22a%22%3A%22b%22%7D", "text/csv", "a")
                .expect(400, "invalid-request");
    }

    /** Far more than the network and the server hold between them, from a sender that never waits. */
    @Test
    void largeUploadsStream() {
        byte[] line = line(7).getBytes(StandardCharsets.UTF_8);
        var reply = seller.send(
                "POST",
                UPLOAD + "&dry_run=true",
                "text/csv",
                BodyPublishers.ofInputStream(() -> new Lines(HEAD, line, 200_000)));
        assertThat(reply.expect(202).json().getLong("bytes")).isEqualTo(HEAD.length() + 200_000L * line.length);
    }

    @Test
    void senderThatGoesAwayLeavesNothing() throws IOException, InterruptedException {
        Party party = market.otherSeller;
        var client = market.as(party);
        client.post("/v1/sources", JsonObject.of("code", "web")).expect(201);
        var address = URI.create(client.url(UPLOAD));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + UPLOAD + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + market.key(party, dev.galena.market.party.Scope.of(party.roles()))
                            + "\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n" + HEAD + line(1))
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            awaitBatches(client, 1);
        }
        awaitBatches(client, 0);
    }

    private static void awaitBatches(ApiClient client, int expected) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (client.get("/v1/batches")
                            .expect(200)
                            .json()
                            .getJsonArray("data")
                            .size()
                    == expected) return;
            Thread.sleep(25);
        }
        throw new AssertionError("never " + expected + " batches");
    }

    /** One line again and again. */
    private static final class Lines extends InputStream {
        private InputStream current;
        private final byte[] line;
        private int left;

        Lines(String head, byte[] line, int times) {
            this.current = new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8));
            this.line = line;
            this.left = times;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = current.read(into, offset, length);
            while (n < 0 && left > 0) {
                left--;
                current = new ByteArrayInputStream(line);
                n = current.read(into, offset, length);
            }
            return n;
        }
    }
}
