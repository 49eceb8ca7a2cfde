package dev.galena.api.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Idempotency-Key header: quoted, as the IETF draft has it, or bare. */
final class IdempotencyKey {
    private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\]][\\x20-\\x7e&&[^\"\\\\]]{0,254}");

    private IdempotencyKey() {}

    /** Null where there is none. */
    static @Nullable String parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1);
        }
        if (!BARE.matcher(key).matches()) {
            throw Problems.IDEMPOTENCY_KEY_INVALID.problem().thrown();
        }
        return key;
    }
}
