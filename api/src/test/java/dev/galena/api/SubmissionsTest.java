package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seller that has registered a key signs what it hands in, as RFC 9421 has it. */
class SubmissionsTest {
    private static final String HEAD = "First Name,Email,Phone,State,ZIP,Consent Text,Consent At,Consent Channels\n";
    private static final String UPLOAD = "/v1/batches?source=web&vertical=education";
    private static final String MISSING = "submission-signature-missing";
    private static final String INVALID = "submission-signature-invalid";

    @TempDir
    private static Path data;

    private static OpenMarket market;
    private static ApiClient seller;
    private static ApiClient unsigning;
    private static Signer signer;
    private static String key;

    @BeforeAll
    static void open() {
        market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()));
        seller = market.as(market.seller);
        unsigning = market.as(market.otherSeller);
        for (var each : List.of(seller, unsigning)) {
            each.post("/v1/sources", JsonObject.of("code", "web")).expect(201);
        }
        signer = new Signer();
        key = register(seller, signer, dev.galena.db.Id.text("pty", market.seller.id()));
        market.market.intake.runBatches().start(2);
    }

    @AfterAll
    static void close() {
        market.market.intake.runBatches().close();
        market.close();
    }

    private static String register(ApiClient as, Signer signer, String party) {
        return as.post(
                        "/v1/signing-keys",
                        JsonObject.of(
                                "label", "intake",
                                "public_key", signer.publicKey(),
                                "signature", signer.sign("galena.signing-key/1", party)))
                .expect(201)
                .json()
                .getString("id");
    }

    private static byte[] lead(int n) {
        var consent = JsonObject.of("text", "I agree", "at", "2026-11-01T10:00:00Z", "channels", JsonArray.of("call"));
        return JsonObject.of("source", "web", "vertical", "education", "zip", "90012", "consent", consent)
                .put("contact", JsonObject.of("first_name", "Ben", "phone", "+1310555%04d".formatted(n)))
                .put("attributes", JsonObject.of("specialization", "Finance", "total_visits", 5))
                .toBuffer()
                .getBytes();
    }

    private static String digest(byte[] body) {
        try {
            return "sha-256=:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(body)) + ":";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiClient signing(
            ApiClient as, Signer signer, String key, String method, String path, byte[] body, Instant created) {
        var params = "(\"@method\" \"@target-uri\" \"content-digest\");created=" + created.getEpochSecond()
                + ";keyid=\"" + key + "\";alg=\"ed25519\"";
        var base = "\"@method\": " + method + "\n\"@target-uri\": " + as.url(path) + "\n\"content-digest\": "
                + digest(body) + "\n\"@signature-params\": " + params;
        return as.with("Content-Digest", digest(body))
                .with("Signature-Input", "sig1=" + params)
                .with("Signature", "sig1=:" + signer.signBare(base) + ":");
    }

    private static ApiClient signing(String path, byte[] body) {
        return signing(seller, signer, key, "POST", path, body, market.clock.instant());
    }

    private static ApiClient.Reply submit(ApiClient as, byte[] body) {
        return as.send("POST", "/v1/leads", "application/json", BodyPublishers.ofByteArray(body));
    }

    @Test
    void aSingleLeadIsSignedOrRefused() {
        byte[] body = lead(1);
        var again = seller.idempotent();
        submit(again, body).expect(422, MISSING);
        var now = market.clock.instant();
        var mallory = new Signer();
        var stranger = register(unsigning, mallory, dev.galena.db.Id.text("pty", market.otherSeller.id()));
        for (var wrong : List.of(
                signing(seller, mallory, key, "POST", "/v1/leads", body, now),
                signing(seller, mallory, stranger, "POST", "/v1/leads", body, now),
                signing(seller, signer, key, "PUT", "/v1/leads", body, now),
                signing(seller, signer, key, "POST", "/v1/lead", body, now),
                signing(seller, signer, key, "POST", "/v1/leads", lead(2), now),
                signing(seller, signer, key, "POST", "/v1/leads", body, now.minusSeconds(301)),
                signing(seller, signer, key, "POST", "/v1/leads", body, now.plusSeconds(302)),
                signing(seller, signer, "sgk_nobody", "POST", "/v1/leads", body, now),
                signing("/v1/leads", body).with("Signature", "sig2=:" + "A".repeat(86) + "==:"),
                signing("/v1/leads", body).with("Signature-Input", "sig1=(\"@method\");created=1"),
                signing("/v1/leads", body).with("Content-Digest", "md5=:AA==:"))) {
            submit(wrong.idempotent(), body).expect(422, INVALID);
        }
        // A refusal is not kept under the key: the same request may come again, signed.
        var signed = signing("/v1/leads", body).idempotent("again-" + now);
        var id = submit(signed, body).expect(201).json().getString("id");
        assertThat(submit(signed, body).expect(201).json().getString("id")).isEqualTo(id);
        market.as(market.otherSeller).delete("/v1/signing-keys/" + stranger).expect(204);
        submit(unsigning.idempotent(), lead(3)).expect(201);
        submit(
                        signing(unsigning, mallory, stranger, "POST", "/v1/leads", lead(4), now)
                                .idempotent(),
                        lead(4))
                .expect(422, INVALID);

        market.sequence();
        var proof = new String(
                market.as(market.compliance)
                        .get("/v1/leads/" + id + "/proof?purpose=look")
                        .expect(200)
                        .raw()
                        .body(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(proof).contains("submissions/", "key.registered", "\\\"@method\\\": POST", signer.publicKey());
    }

    @Test
    void aFileIsSignedOrNothingOfItIsKept() throws IOException {
        var rows = new StringBuilder(HEAD);
        for (int i = 0; i < 50; i++) {
            rows.append("Ada,signed%d@example.com,(213) 555-%04d,CA,90012,I agree,2026-11-01T10:00:00Z,call|sms\n"
                    .formatted(i, 2000 + i));
        }
        byte[] plain = rows.toString().getBytes(UTF_8);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        upload(seller, plain).expect(422, MISSING);
        upload(signing(UPLOAD, packed.toByteArray()), plain).expect(422, INVALID);
        upload(signing("/v1/batches?source=web", plain), plain).expect(422, INVALID);
        assertThat(seller.get("/v1/batches").expect(200).json().getJsonArray("data"))
                .isEmpty();

        // The digest is that of the bytes on the way, packed or not.
        var batch = upload(signing(UPLOAD, packed.toByteArray()), packed.toByteArray())
                .expect(200)
                .json();
        assertThat(batch.getJsonObject("counts").getInteger("accepted")).isEqualTo(50);
        var grants = market.database.inTx(tx -> tx.rows("""
                select count(*), count(distinct convert_from(leaf, 'UTF8')::jsonb #>> '{fields,submission}')
                from consent.event where type = 'consent.imported'
                  and convert_from(leaf, 'UTF8')::jsonb #>> '{fields,submission}' is not null""")).getFirst();
        assertThat(grants.getLong(0)).isEqualTo(50);
        assertThat(grants.getLong(1)).isEqualTo(1);
    }

    private static ApiClient.Reply upload(ApiClient as, byte[] body) {
        return as.with("Prefer", "wait=20").send("POST", UPLOAD, "text/csv", BodyPublishers.ofByteArray(body));
    }
}
