package dev.galena.market.trail;

import dev.galena.consent.History;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The story of one lead as far as its viewer may know it.
 *
 * @param chainWhole each event of the consent names the hash of the one before, and the last is the one the consent row names
 * @param sales those of other buyers only for the operator and the seller
 */
public record Trail(
        Origin lead, History consent, boolean chainWhole, List<Sale> sales, List<Access> accesses, List<Told> told) {

    public record Who(UUID id, String name) {}

    /**
     * Where the lead came from.
     *
     * @param source the seller's own code; {@code alias} is what buyers know it by
     * @param row of the batch's file
     */
    public record Origin(
            UUID id,
            UUID subjectId,
            UUID consentId,
            Who seller,
            String vertical,
            String source,
            String alias,
            List<String> subs,
            @Nullable UUID batchId,
            @Nullable Long row,
            Instant generatedAt,
            Instant receivedAt) {}

    /** {@code price}: of minor units; null where the viewer is not told. */
    public record Sale(
            UUID id,
            UUID purchaseId,
            UUID leadId,
            Who buyer,
            Instant soldAt,
            String ruleSet,
            boolean exclusive,
            @Nullable Long price,
            @Nullable String currency) {}

    public record Access(
            Instant at,
            @Nullable UUID leadId,
            Who party,
            String actor,
            String action,
            @Nullable String purpose,
            @Nullable String requestId) {}

    /** An event of this lead on its way to a party. */
    public record Told(UUID leadId, UUID deliveryId, Who party, String type, Instant at, String state, int attempts) {}
}
