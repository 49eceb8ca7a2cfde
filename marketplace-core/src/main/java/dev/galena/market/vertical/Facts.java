package dev.galena.market.vertical;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of a lead before it is scored, without anything personal.
 *
 * @param attrs the vertical's fields by name: String, Number or Boolean, dates as ISO 8601 text
 * @param source the source's pseudonym
 * @param channels bits of {@link dev.galena.consent.Channel}
 * @param generatedAt when the person asked
 */
public record Facts(
        Map<String, Object> attrs,
        String state,
        String zip,
        String source,
        int channels,
        boolean certified,
        Instant generatedAt) {}
