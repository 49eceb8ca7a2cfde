package dev.galena.consent.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person asked to be forgotten. Erased at once, or sealed until nothing stands against it any more.
 *
 * @param actor the key or person who passed the request on
 * @param sealedBecause null: it was never sealed
 * @param retainedUntil when the retention ends that stood against it
 * @param approvals people who want it done before that; two are enough
 * @param toldAt when those who hold the person's leads were told; null: not yet
 * @param erased kinds of data that are gone
 */
public record Erasure(
        UUID id,
        UUID subjectId,
        Ground ground,
        String reason,
        Instant requestedAt,
        UUID requestedBy,
        String actor,
        @Nullable Obstacle sealedBecause,
        @Nullable Instant retainedUntil,
        List<String> approvals,
        @Nullable Instant toldAt,
        @Nullable Instant erasedAt,
        List<String> erased) {

    private static final int EYES = 2;

    /** What stands against an erasure; a hold is the stronger. */
    public enum Obstacle {
        HOLD,
        RETENTION
    }

    public Erasure {
        approvals = List.copyOf(approvals);
        erased = List.copyOf(erased);
    }

    /** As it is asked for; {@code approvals} has the asker if that is a person. */
    public static Erasure asked(
            UUID id,
            UUID subjectId,
            Ground ground,
            String reason,
            Instant at,
            UUID by,
            String actor,
            List<String> approvals) {
        return new Erasure(id, subjectId, ground, reason, at, by, actor, null, null, approvals, null, null, List.of());
    }

    public boolean isErased() {
        return erasedAt != null;
    }

    /** Two people want it before the retention ends. */
    public boolean early() {
        return approvals.size() >= EYES;
    }

    public Erasure approvedBy(String person) {
        var more = new ArrayList<>(approvals);
        more.add(person);
        return with(sealedBecause, retainedUntil, more, toldAt, erasedAt, erased);
    }

    public Erasure sealed(Obstacle because, @Nullable Instant until) {
        return with(because, until, approvals, toldAt, null, List.of());
    }

    public Erasure told(Instant at) {
        return toldAt != null ? this : with(sealedBecause, retainedUntil, approvals, at, erasedAt, erased);
    }

    public Erasure erased(Instant at, List<String> what) {
        return with(sealedBecause, retainedUntil, approvals, toldAt, at, what);
    }

    private Erasure with(
            @Nullable Obstacle because,
            @Nullable Instant until,
            List<String> by,
            @Nullable Instant told,
            @Nullable Instant at,
            List<String> what) {
        return new Erasure(
                id, subjectId, ground, reason, requestedAt, requestedBy, actor, because, until, by, told, at, what);
    }
}
