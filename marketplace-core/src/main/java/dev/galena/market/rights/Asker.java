package dev.galena.market.rights;

import dev.galena.db.Id;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.trail.Sight;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who passes on what a person, or a court, asks for.
 *
 * @param actor the key or person, as records of access name it
 * @param human somebody who logged in, not a key
 */
public record Asker(
        Sight sight, String actor, boolean human, @Nullable String requestId) {

    AccessRecord access(String action, UUID subjectId, @Nullable UUID leadId, String purpose, Instant at) {
        return new AccessRecord(Id.next(), at, sight.partyId(), actor, action, subjectId, leadId, purpose, requestId);
    }
}
