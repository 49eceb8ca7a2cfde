package dev.galena.market.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * What a seller hears of a lead it sold: not from whom.
 *
 * @param source its own code for where the lead came from
 */
public record Heard(UUID lead, UUID sale, UUID sourceId, String source, Instant soldAt, Instant notedAt, Step step) {}
