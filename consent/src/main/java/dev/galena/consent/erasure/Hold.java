package dev.galena.consent.erasure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody forbids that a person is erased.
 *
 * @param leadId the lead it was asked for; it holds the whole person, whose values have one key
 * @param release null: it stands
 */
public record Hold(
        UUID id,
        UUID subjectId,
        @Nullable UUID leadId,
        String reason,
        Instant setAt,
        UUID setBy,
        String actor,
        @Nullable Release release) {

    public record Release(Instant at, String actor, String reason) {}

    public Hold released(Release by) {
        return new Hold(id, subjectId, leadId, reason, setAt, setBy, actor, by);
    }
}
