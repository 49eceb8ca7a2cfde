package dev.galena.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A withdrawal took hold.
 *
 * @param revocationIds one for each person or, of a single consent, that one
 * @param consentIds the consents that ended by it; those withdrawn earlier are not repeated
 * @param revocationOf by which of the revocations each of these ended
 */
public record Withdrawn(
        List<UUID> revocationIds,
        List<UUID> subjectIds,
        List<UUID> consentIds,
        Instant effectiveAt,
        Withdrawal withdrawal,
        Map<UUID, UUID> revocationOf) {

    public Withdrawn {
        revocationIds = List.copyOf(revocationIds);
        subjectIds = List.copyOf(subjectIds);
        consentIds = List.copyOf(consentIds);
        revocationOf = Map.copyOf(revocationOf);
    }

    Ended ended() {
        return new Ended(Set.copyOf(subjectIds), revocationOf, Map.of(), effectiveAt);
    }
}
