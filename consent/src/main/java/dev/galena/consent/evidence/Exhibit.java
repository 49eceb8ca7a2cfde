package dev.galena.consent.evidence;

import dev.galena.consent.Digest;
import java.time.Instant;
import java.util.UUID;

/**
 * One file kept with a consent; its content is read apart.
 *
 * @param seq of the event that commits to it
 * @param partyId who attached it
 */
public record Exhibit(
        UUID id,
        UUID consentId,
        UUID subjectId,
        int seq,
        Digest digest,
        Kind kind,
        int bytes,
        UUID partyId,
        Instant attachedAt) {

    public static final int BYTES_MAX = 5 << 20;
    /** Of one consent. */
    public static final int COUNT_MAX = 10;
}
