package dev.galena.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one consent.
 *
 * @param identity null, like captured, once the person's key was erased
 * @param events in their order, from the grant on
 * @param revocations of this consent or of everything the person agreed to
 */
public record History(
        Consent consent,
        Notice notice,
        @Nullable Identity identity,
        @Nullable Captured captured,
        List<Recorded> events,
        List<Revocation> revocations) {

    /**
     * An event as logged.
     *
     * @param index in the log; null while it waits for it
     * @param leaf the logged bytes as text: RFC 8785 JSON
     * @param opened personal values behind the commitments of this event, as far as they can be read
     */
    public record Recorded(
            @Nullable Long index,
            String type,
            Instant at,
            int seq,
            String leaf,
            Digest hash,
            Map<String, String> opened) {}

    /** A withdrawal on record.
     *
     * @param consentId null: every consent of the person */
    public record Revocation(
            UUID id,
            UUID subjectId,
            @Nullable UUID consentId,
            Instant claimedAt,
            Instant effectiveAt,
            String channel,
            UUID recordedBy) {}
}
