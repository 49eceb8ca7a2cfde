package dev.galena.consent;

import java.util.Map;

/** JSON of which each value has one text only (RFC 8785): for whatever is hashed or compared outside. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** Of maps, lists, strings, booleans, integers, UUIDs, instants and digests. */
    public static byte[] bytes(Map<String, ?> object) {
        return Canonical.bytes(object);
    }
}
