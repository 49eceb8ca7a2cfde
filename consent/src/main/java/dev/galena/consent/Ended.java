package dev.galena.consent;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Consent ended, for good or for some channels: what follows elsewhere in the same transaction.
 *
 * @param revocationOf each consent that ended or was limited, and by which revocation
 * @param limited those of which something is left, and the channels that ended
 */
public record Ended(Set<UUID> subjectIds, Map<UUID, UUID> revocationOf, Map<UUID, Set<Channel>> limited, Instant at) {

    public Ended {
        subjectIds = Set.copyOf(subjectIds);
        revocationOf = Map.copyOf(revocationOf);
        limited = Map.copyOf(limited);
    }
}
