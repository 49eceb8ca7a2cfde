package dev.galena.market.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.market.World.Buyer;
import dev.galena.market.party.PartyKey;
import dev.galena.market.party.PartyKeys;
import dev.galena.market.party.RegisterKey;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A buyer with a key of its own, who confirms, or does what it should not. */
record Holder(Buyer buyer, KeyPair pair, PartyKey key, Manner manner) {

    static final List<Manner> MANNERS = List.of(Manner.values());

    /** What its server and its people do when they are told. */
    enum Manner {
        CONFIRMS,
        ANSWERS_5XX,
        IS_LATE,
        SIGNS_WRONGLY
    }

    static Holder of(Buyer buyer, RegisterKey register, Manner manner) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            var proof = sign(pair, PartyKeys.message(RegisterKey.CONTEXT, RegisterKey.statement(buyer.id())));
            var registered = register.register(buyer.id(), "key_test", "test", publicKey, proof);
            assertThat(registered).isInstanceOf(RegisterKey.Registered.class);
            return new Holder(buyer, pair, ((RegisterKey.Registered) registered).key(), manner);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the holder hands in on being told by a webhook. */
    AcknowledgeObligation.Said said(JsonObject news, Instant at) {
        return said(
                Id.parse("rev", news.getString("revocation")).orElseThrow(),
                Id.parse("obl", news.getString("obligation")).orElseThrow(),
                Id.parse("cns", news.getString("consent")).orElseThrow(),
                at);
    }

    AcknowledgeObligation.Said said(UUID revocation, UUID obligation, UUID consent, Instant at) {
        var statement =
                new Statement(Kind.REVOCATION, revocation, obligation, consent, "stopped", at.toString()).bytes();
        if (manner == Manner.SIGNS_WRONGLY) statement[statement.length - 3] ^= 1;
        byte[] signature = sign(pair, PartyKeys.message(Statement.CONTEXT, statement));
        return new AcknowledgeObligation.Said(
                buyer.id(),
                "key_test",
                Kind.REVOCATION,
                revocation,
                obligation,
                key.id(),
                "stopped",
                at.toString(),
                at,
                signature);
    }

    private static byte[] sign(KeyPair pair, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
