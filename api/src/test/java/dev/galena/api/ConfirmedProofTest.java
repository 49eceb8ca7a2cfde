package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A holder confirms that consent ended; an outsider sees so in the proof, without the server. */
class ConfirmedProofTest {
    private static final Path VERIFIER =
            Path.of("").toAbsolutePath().getParent().resolve("verify/ConsentVerify.java");

    @TempDir
    private Path data;

    @Test
    void whoConfirmedIsInTheProof() throws Exception {
        try (var market = OpenMarket.open(Map.of("GALENA_DATA", data.toString()))) {
            var lead = new SoldLeads(market).sell(market.seller.id(), "Ada", "+12135550177", market.buyer.id());
            var signer = new Signer();
            var registered = JsonObject.of(
                    "label", "desk",
                    "public_key", signer.publicKey(),
                    "signature", signer.sign("galena.signing-key/1", Id.text("pty", market.buyer.id())));
            String key = market.as(market.buyer)
                    .post("/v1/signing-keys", registered)
                    .expect(201)
                    .json()
                    .getString("id");
            String revocation = market.as(market.seller)
                    .post("/v1/revocations", JsonObject.of("lead", lead.text(), "channel", "sms"))
                    .expect(201)
                    .header("location")
                    .orElseThrow();
            var owed = market.as(market.buyer)
                    .get("/v1/obligations")
                    .expect(200)
                    .json()
                    .getJsonArray("data")
                    .getJsonObject(0);
            String at = market.clock.instant().toString();
            String text = "{\"action\":\"stopped\",\"at\":\"" + at + "\",\"consent\":\"" + owed.getString("consent")
                    + "\",\"obligation\":\"" + owed.getString("id") + "\",\"revocation\":\"" + owed.getString("cause")
                    + "\"}";
            var said = JsonObject.of(
                    "obligation",
                    owed.getString("id"),
                    "key",
                    key,
                    "action",
                    "stopped",
                    "at",
                    at,
                    "signature",
                    signer.sign("galena.acknowledgement/1", text));
            market.as(market.buyer).post(revocation + "/acknowledgements", said).expect(200);
            market.sequence();
            var proof = market.as(market.compliance)
                    .get("/v1/leads/" + lead.text() + "/proof?purpose=look")
                    .expect(200);
            assertThat(verified(
                            proof.raw().body(),
                            market.client().get("/log/policy.txt").text()))
                    .contains("ok       confirmed  1 signed", "confirmed by Northfield College", "\nVALID");
        }
    }

    private String verified(byte[] zip, String policy) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        VERIFIER.toString(),
                        Files.write(data.resolve("proof.zip"), zip).toString(),
                        Files.writeString(data.resolve("policy.txt"), policy).toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
