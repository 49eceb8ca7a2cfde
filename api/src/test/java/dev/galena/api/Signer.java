package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A party's own key pair, with the JDK alone. */
final class Signer {
    private final KeyPair pair;

    Signer() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    /** Over the context, a zero byte, and the text. */
    String sign(String context, String text) {
        return signBare(context + "\0" + text);
    }

    /** Whether this pair made the signature. */
    boolean made(String context, String text, String signed) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(pair.getPublic());
            signature.update((context + "\0" + text).getBytes(UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Over the text alone, as signatures of HTTP messages are. */
    String signBare(String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
