package dev.galena.market.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a bought lead.
 *
 * @param kind stable code
 * @param detail what of it: a disposition, a return's reason, a purpose, a state
 * @param actor key_… or usr_… of the buyer's, where somebody did it
 */
public record Moment(
        Instant at,
        String kind,
        @Nullable String detail,
        @Nullable String actor) {}
