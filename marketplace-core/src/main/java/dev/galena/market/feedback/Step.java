package dev.galena.market.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer says of a lead.
 *
 * @param version counts what was said of it, from 1
 * @param loss of a lost one, where he gave it
 * @param at since when it is so
 * @param firstAt his first attempt; null: none yet
 */
public record Step(
        int version,
        Disposition value,
        Disposition.@Nullable Loss loss,
        Instant at,
        @Nullable Instant firstAt) {}
