package dev.galena.billing.payout;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way to a seller.
 *
 * @param reference what the bank carries from end to end
 * @param askedBy the key or person
 * @param decidedBy the person who approved or denied it; null: nobody had to
 * @param providerRef the provider's name of the transfer, or the bank's of its line
 */
public record Payout(
        UUID id,
        UUID partyId,
        Money amount,
        Destination destination,
        String reference,
        State state,
        String askedBy,
        @Nullable String decidedBy,
        @Nullable String providerRef,
        @Nullable UUID fileId,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant endedAt) {

    public enum State {
        /** Waits for a second person. */
        ASKED,
        APPROVED,
        /** In a file for the bank. */
        SENT,
        PAID,
        FAILED,
        DENIED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
