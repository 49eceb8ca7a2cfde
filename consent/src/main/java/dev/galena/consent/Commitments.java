package dev.galena.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Personal values enter the log as {@code HMAC-SHA-256(salt, "consent-event/1" ‖ 00 ‖ field ‖ 00 ‖ value)}, each under a salt
 * of its own: {@code HMAC-SHA-256(secret, "consent-salt/1" ‖ 00 ‖ seq ‖ 00 ‖ field)}. Whoever is given a value and its salt can
 * check one commitment and learns nothing of the others. The secret of a consent is sealed with its values. In the log a
 * commitment is written in base64url without padding.
 */
final class Commitments {

    static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Mac salts;
    private final Mac commitments;

    /** For the events of one consent after another; not for several threads. */
    Commitments() {
        try {
            salts = Mac.getInstance(ALGORITHM);
            commitments = Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + ALGORITHM, e);
        }
    }

    SortedMap<String, String> of(byte[] secret, int seq, Map<String, String> values) {
        var made = new TreeMap<String, String>();
        try {
            salts.init(new SecretKeySpec(secret, ALGORITHM));
            String salted = salted(seq);
            for (var value : values.entrySet()) {
                String field = value.getKey();
                commitments.init(new SecretKeySpec(salts.doFinal(utf8(salted + field)), ALGORITHM));
                byte[] commitment = commitments.doFinal(utf8("consent-event/1\0" + field + '\0' + value.getValue()));
                made.put(field, BASE64.encodeToString(commitment));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot commit", e);
        }
        return made;
    }

    /** The salt that opens one commitment. */
    byte[] salt(byte[] secret, int seq, String field) {
        try {
            salts.init(new SecretKeySpec(secret, ALGORITHM));
            return salts.doFinal(utf8(salted(seq) + field));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot derive a salt", e);
        }
    }

    private static String salted(int seq) {
        return "consent-salt/1\0" + seq + '\0';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
