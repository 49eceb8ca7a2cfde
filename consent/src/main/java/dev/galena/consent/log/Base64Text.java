package dev.galena.consent.log;

import java.util.Base64;

/** Base64 (RFC 4648 section 4) of which each value has one text only. */
final class Base64Text {

    private Base64Text() {}

    static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes.
     *
     * @throws IllegalArgumentException when it is not what {@link #of} writes for them */
    static byte[] parse(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!of(bytes).equals(text)) throw new IllegalArgumentException("base64 with superfluous bits: " + text);
        return bytes;
    }
}
