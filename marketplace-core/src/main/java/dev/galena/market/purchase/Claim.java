package dev.galena.market.purchase;

import java.util.Arrays;
import java.util.UUID;

/**
 * An idempotency key and what it was used for.
 *
 * @param request SHA-256 of the body: the same key may not come back with another
 */
public record Claim(UUID party, String operation, String key, byte[] request) {

    boolean sameRequest(byte[] other) {
        return Arrays.equals(request, other);
    }

    /** What two uses of one key have in common. */
    record Name(UUID party, String operation, String key) {}

    Name name() {
        return new Name(party, operation, key);
    }
}
