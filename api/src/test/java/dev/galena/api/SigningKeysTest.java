package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.party.Party;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.PartyKeys.Verdict;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static OpenMarket market;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private static JsonObject registration(Signer signer, Party whose) {
        return JsonObject.of(
                "label", "desk",
                "public_key", signer.publicKey(),
                "signature", signer.sign("galena.signing-key/1", Id.text("pty", whose.id())));
    }

    @Test
    void aKeyIsRegisteredShownAndRevokedButNeverForgotten() {
        var signer = new Signer();
        var client = market.as(market.buyer);
        var created = client.post("/v1/signing-keys", registration(signer, market.buyer))
                .expect(201);
        String path = created.header("location").orElseThrow();
        assertThat(created.json().getString("public_key")).isEqualTo(signer.publicKey());
        client.post("/v1/signing-keys", registration(signer, market.buyer)).expect(409, "already-exists");
        market.as(market.otherBuyer)
                .post("/v1/signing-keys", registration(signer, market.otherBuyer))
                .expect(409, "already-exists");
        market.as(market.otherBuyer).get(path).expect(404, "not-found");
        market.as(market.otherBuyer).delete(path).expect(404, "not-found");
        assertThat(verify(signer, created.json(), "said")).isEqualTo(Verdict.GOOD);
        client.delete(path).expect(204);
        client.delete(path).expect(204);
        var kept = client.get(path).expect(200).json();
        assertThat(kept.getString("revoked_at")).isNotNull();
        assertThat(client.get("/v1/signing-keys").expect(200).json().getJsonArray("data"))
                .contains(kept);
        assertThat(verify(signer, created.json(), "said")).isEqualTo(Verdict.REVOKED_KEY);
    }

    private static Verdict verify(Signer signer, JsonObject key, String said) {
        byte[] signature = Base64.getDecoder().decode(signer.sign("a context", said));
        var id = Id.parse("sgk", key.getString("id")).orElseThrow();
        var keys = new PartyKeys();
        return market.database.read(tx -> {
            assertThat(keys.verify(tx, market.seller.id(), id, "a context", said.getBytes(UTF_8), signature))
                    .isEqualTo(Verdict.UNKNOWN_KEY);
            return keys.verify(tx, market.buyer.id(), id, "a context", said.getBytes(UTF_8), signature);
        });
    }

    @Test
    void aSignatureIsForOneContextAndOneText() {
        var signer = new Signer();
        var key = market.as(market.buyer)
                .post("/v1/signing-keys", registration(signer, market.buyer))
                .expect(201)
                .json();
        byte[] signature = Base64.getDecoder().decode(signer.sign("one", "text"));
        var id = Id.parse("sgk", key.getString("id")).orElseThrow();
        var keys = new PartyKeys();
        market.database.read(tx -> {
            assertThat(keys.verify(tx, market.buyer.id(), id, "one", "text".getBytes(UTF_8), signature)
                            .good())
                    .isTrue();
            for (var other : new String[][] {{"two", "text"}, {"one", "texts"}, {"on", "e\0text"}})
                assertThat(keys.verify(tx, market.buyer.id(), id, other[0], other[1].getBytes(UTF_8), signature))
                        .isEqualTo(Verdict.WRONG);
            return tx;
        });
    }

    @Test
    void whoCannotSignCannotRegister() {
        var signer = new Signer();
        var client = market.as(market.seller);
        // Somebody else's proof.
        client.post("/v1/signing-keys", registration(signer, market.buyer)).expect(422, "signature-invalid");
        var other = registration(signer, market.seller).put("public_key", new Signer().publicKey());
        client.post("/v1/signing-keys", other).expect(422, "signature-invalid");
        client.post("/v1/signing-keys", registration(signer, market.seller).put("signature", "?".repeat(88)))
                .expect(400, "invalid-request");
        // The neutral point: R = 0100…, S = 0 would verify over anything.
        byte[] weak = new byte[32];
        weak[0] = 1;
        byte[] always = new byte[64];
        always[0] = 1;
        for (byte sign : new byte[] {0, (byte) 0x80}) {
            weak[31] = sign;
            client.post(
                            "/v1/signing-keys",
                            JsonObject.of(
                                    "label", "weak",
                                    "public_key", Base64.getEncoder().encodeToString(weak),
                                    "signature", Base64.getEncoder().encodeToString(always)))
                    .expect(400, "invalid-request");
        }
    }

    @Test
    void nobodyHasMoreThanTwentyInForce() {
        var party = market.party("Many keys", dev.galena.market.party.Role.BUYER);
        var client = market.as(party);
        String first = null;
        for (int i = 0; i < 20; i++) {
            var created = client.post("/v1/signing-keys", registration(new Signer(), party))
                    .expect(201);
            if (first == null) first = created.header("location").orElseThrow();
        }
        client.post("/v1/signing-keys", registration(new Signer(), party)).expect(409, "too-many-signing-keys");
        client.delete(first).expect(204);
        client.post("/v1/signing-keys", registration(new Signer(), party)).expect(201);
        assertThat(client.get("/v1/signing-keys?limit=5").expect(200).json().getString("next_cursor"))
                .isNotNull();
    }
}
