package dev.galena.consent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A withdrawal took hold.
 *
 * @param revocationIds one for each person or, of a single consent, that one
 * @param consentIds the consents that ended by it; those withdrawn earlier are not repeated
 */
public record Withdrawn(
        List<UUID> revocationIds,
        List<UUID> subjectIds,
        List<UUID> consentIds,
        Instant effectiveAt,
        Withdrawal withdrawal) {

    public Withdrawn {
        revocationIds = List.copyOf(revocationIds);
        subjectIds = List.copyOf(subjectIds);
        consentIds = List.copyOf(consentIds);
    }
}
