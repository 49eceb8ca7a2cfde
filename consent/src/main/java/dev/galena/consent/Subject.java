package dev.galena.consent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, found or made by {@link Subjects#resolve}.
 *
 * @param key seals everything personal about this person
 * @param known was there before this call
 * @param alsoMatched other people whom the e-mail address leads to, while the telephone number leads here
 * @param revokedAt grants up to this instant say nothing any more: the person has withdrawn since
 */
public record Subject(
        UUID id,
        DataKey key,
        boolean known,
        List<UUID> alsoMatched,
        @Nullable Instant revokedAt) {

    public Subject {
        alsoMatched = List.copyOf(alsoMatched);
    }

    /** Whether the person has withdrawn at or after this instant. */
    public boolean withdrawnSince(Instant grantedAt) {
        return revokedAt != null && !grantedAt.isAfter(revokedAt);
    }
}
