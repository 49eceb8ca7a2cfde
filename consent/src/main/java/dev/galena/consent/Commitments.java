package dev.galena.consent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Personal values enter the log as {@code HMAC-SHA-256(salt, "consent-event/1" ‖ 00 ‖ field ‖ 00 ‖ value)}, each under a salt
 * of its own: {@code HMAC-SHA-256(secret, "consent-salt/1" ‖ 00 ‖ seq ‖ 00 ‖ field)}. Whoever is given a value and its salt can
 * check one commitment and learns nothing of the others. The secret of a consent is sealed with its values. In the log a
 * commitment is written in base64url without padding.
 */
final class Commitments {

    static final int SECRET_BYTES = 32;

    private static final byte[] EVENT = utf8("consent-event/1\0");
    private static final byte[] SALT = utf8("consent-salt/1\0");
    private static final byte[] ZERO = {0};
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Hmac hmac = new Hmac();
    private final byte[] salt = new byte[Hmac.BYTES];
    private final byte[] commitment = new byte[Hmac.BYTES];

    /** Of the events of one consent after another; not for several threads. */
    SortedMap<String, String> of(byte[] secret, int seq, Map<String, String> values) {
        var made = new TreeMap<String, String>();
        byte[] number = number(seq);
        for (var value : values.entrySet()) {
            byte[] field = utf8(value.getKey());
            hmac.under(secret).with(SALT).with(number).with(field).into(salt);
            hmac.under(salt)
                    .with(EVENT)
                    .with(field)
                    .with(ZERO)
                    .with(utf8(value.getValue()))
                    .into(commitment);
            made.put(value.getKey(), BASE64.encodeToString(commitment));
        }
        return made;
    }

    /** The salt that opens one commitment. */
    byte[] salt(byte[] secret, int seq, String field) {
        var opens = new byte[Hmac.BYTES];
        hmac.under(secret).with(SALT).with(number(seq)).with(utf8(field)).into(opens);
        return opens;
    }

    private static byte[] number(int seq) {
        return utf8(Integer.toString(seq) + '\0');
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
