package dev.galena.market.lead;

import dev.galena.db.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as it came in; never changed afterwards.
 *
 * @param id also the id of its listing
 * @param batchId null for a lead that came alone
 * @param rowNumber in the file of the batch
 * @param subs the source's own sub-sources, sub1 first
 * @param hidden fields of the vertical that are not shown before purchase: a JSON object
 * @param contributions of the scorecard: a JSON array
 */
public record Lead(
        UUID id,
        UUID subjectId,
        UUID consentId,
        UUID sellerId,
        UUID sourceId,
        @Nullable UUID batchId,
        @Nullable Long rowNumber,
        int verticalId,
        int verticalVersion,
        Instant generatedAt,
        Instant receivedAt,
        List<String> subs,
        Json hidden,
        Json contributions) {
    public Lead {
        subs = List.copyOf(subs);
    }
}
