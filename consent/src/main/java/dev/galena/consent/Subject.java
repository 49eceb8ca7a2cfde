package dev.galena.consent;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person, found or made by {@link Subjects#resolve}.
 *
 * @param key seals everything personal about this person
 * @param known was there before this call
 * @param alsoMatched other people whom the e-mail address leads to, while the telephone number leads here
 * @param stops what must not be used of the number or address, see {@link Suppressions}
 * @param revokedAt grants up to this instant say nothing any more: the person has withdrawn since
 * @param sealed waits to be erased: nothing the person agrees to counts
 */
public record Subject(
        UUID id,
        DataKey key,
        boolean known,
        List<UUID> alsoMatched,
        @Nullable Instant revokedAt,
        List<Stop> stops,
        boolean sealed) {

    public Subject {
        alsoMatched = List.copyOf(alsoMatched);
        stops = List.copyOf(stops);
    }

    /** Channels that what this seller asks for may not be used on, whatever the person agrees to. */
    public Set<Channel> stopped(UUID sellerId) {
        return Channel.of(stoppedBits(sellerId));
    }

    /** Whether nothing may be used of what this seller asks for. */
    public boolean suppressed(UUID sellerId, Set<Channel> granted) {
        int stopped = stoppedBits(sellerId);
        return stopped == Channel.ALL_BITS || (stopped != 0 && (Channel.bits(granted) & ~stopped) == 0);
    }

    int stoppedBits(UUID sellerId) {
        int bits = 0;
        for (var stop : stops) if (stop.concerns(sellerId)) bits |= stop.channelBits();
        return bits;
    }

    /** Since when something is stopped. */
    Instant stoppedSince(UUID sellerId) {
        return stops.stream()
                .filter(stop -> stop.concerns(sellerId))
                .map(Stop::since)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether the person has withdrawn at or after this instant. */
    public boolean withdrawnSince(Instant grantedAt) {
        return sealed || (revokedAt != null && !grantedAt.isAfter(revokedAt));
    }
}
