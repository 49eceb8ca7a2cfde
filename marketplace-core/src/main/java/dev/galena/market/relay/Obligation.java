package dev.galena.market.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One holder has to hear and to confirm one thing about one lead.
 *
 * @param rule by which it is due
 * @param reachedBy {@code webhook}, {@code events} (it lay at the holder's disposal) or {@code acknowledgement}
 * @param reminders sent so far
 * @param refused acknowledgements that did not verify
 * @param lastStatus what the holder's endpoint answered last; null: nothing
 * @param lastProblem why that was no success
 */
public record Obligation(
        UUID id,
        Kind kind,
        UUID causeId,
        UUID holderId,
        String holderName,
        String role,
        UUID consentId,
        UUID leadId,
        String rule,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant reachedAt,
        @Nullable String reachedBy,
        @Nullable Instant ackedAt,
        int reminders,
        @Nullable Instant overdueAt,
        int refused,
        int reasonBits,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String lastProblem,
        @Nullable Acknowledged acknowledged) {

    static final int NOT_REACHED = 1;
    static final int REFUSED = 2;
    static final int OVERDUE = 4;

    /** What its holder signed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Acknowledged(UUID keyId, byte[] publicKey, byte[] statement, byte[] signature) {}

    /** Why somebody should look after it: stable codes; none once it is acknowledged. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (ackedAt != null) return reasons;
        if ((reasonBits & NOT_REACHED) != 0) reasons.add("not-reached");
        if ((reasonBits & REFUSED) != 0) reasons.add("acknowledgement-refused");
        if ((reasonBits & OVERDUE) != 0) reasons.add("overdue");
        return reasons;
    }
}
