package dev.galena.consent;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person agreed to once. Nothing personal.
 *
 * @param sellerId the party that asked
 * @param channelBits granted and not stopped since, see {@link Channel}
 * @param factBits which facts were captured, see {@link Fact}
 * @param seq of its newest event, from 0
 * @param head hash of its newest event
 */
public record Consent(
        UUID id,
        UUID subjectId,
        Digest noticeId,
        UUID sellerId,
        Instant grantedAt,
        @Nullable Instant expiresAt,
        int channelBits,
        int factBits,
        boolean certified,
        @Nullable Instant revokedAt,
        int seq,
        Digest head) {

    public Set<Channel> channels() {
        return Channel.of(channelBits);
    }

    public boolean allows(Channel channel) {
        return (channelBits & channel.bit()) != 0;
    }

    /** Whether this was captured; what it is, is sealed. */
    public boolean holds(Fact fact) {
        return (factBits & fact.bit()) != 0;
    }

    /** As it stood at a moment: what was withdrawn later was not withdrawn then. */
    public Consent asOf(Instant moment) {
        return revokedAt == null || !revokedAt.isAfter(moment) ? this : revoked(null);
    }

    Consent followedBy(Digest newHead) {
        return new Consent(
                id,
                subjectId,
                noticeId,
                sellerId,
                grantedAt,
                expiresAt,
                channelBits,
                factBits,
                certified,
                revokedAt,
                seq + 1,
                newHead);
    }

    Consent revoked(@Nullable Instant at) {
        return new Consent(
                id,
                subjectId,
                noticeId,
                sellerId,
                grantedAt,
                expiresAt,
                channelBits,
                factBits,
                certified,
                at,
                seq,
                head);
    }
}
