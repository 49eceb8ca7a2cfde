package dev.galena.billing.subscription;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of a plan. It never changes: whoever subscribed to it keeps it until he takes another.
 *
 * @param offered false in the last version of a plan that nobody may take any more
 */
public record Plan(UUID id, String code, int version, Terms terms, boolean offered, Instant createdAt) {

    public Plan {
        if (!code.matches("[a-z0-9][a-z0-9-]{0,39}")) throw new IllegalArgumentException("no code of a plan: " + code);
    }
}
