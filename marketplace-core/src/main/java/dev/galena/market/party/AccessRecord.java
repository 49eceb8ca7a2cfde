package dev.galena.market.party;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looked at, searched for or exported what concerns a person.
 *
 * @param actor {@code key_…} or {@code usr_…}
 * @param action {@code contact.revealed}, {@code trail.read}, {@code subject.searched}, {@code contact.exported}…
 */
public record AccessRecord(
        UUID id,
        Instant at,
        UUID partyId,
        String actor,
        String action,
        @Nullable UUID subjectId,
        @Nullable UUID leadId,
        @Nullable String purpose,
        @Nullable String requestId) {}
