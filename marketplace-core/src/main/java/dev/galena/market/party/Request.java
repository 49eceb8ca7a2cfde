package dev.galena.market.party;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a party's program asked, and how it was answered: nothing of what was sent.
 *
 * @param path as described, such as {@code /v1/leads/{id}}
 * @param code of a problem; null: there was none
 */
public record Request(
        UUID party,
        UUID key,
        Instant at,
        String method,
        String path,
        int status,
        @Nullable String code,
        long micros,
        String requestId) {}
