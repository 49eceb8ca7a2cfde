package dev.galena.market.suppression;

import dev.galena.consent.Channel;
import dev.galena.consent.Suppression.Reason;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What holds for rows that do not say otherwise.
 *
 * @param sellerId what this seller asks for only; null: anybody
 * @param channels only these; empty: all
 * @param source {@code api}, {@code file}, {@code webhook}, {@code page}
 * @param by the party that adds them
 */
public record Rule(
        @Nullable UUID sellerId,
        Set<Channel> channels,
        Reason reason,
        @Nullable String list,
        @Nullable LocalDate asOf,
        String source,
        UUID by) {

    public Rule {
        channels = Set.copyOf(channels);
    }
}
