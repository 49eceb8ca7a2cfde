package dev.galena.market.returns;

import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buyer wants his money back for one lead, wholly or in part.
 *
 * @param asCredit he takes promo credit for other leads instead
 * @param wanted with VAT, in minor units; null: all that is left
 * @param answerUntil the seller may decide; from then on, or once he said no, only the operator
 * @param refunded with VAT
 * @param evidence what decided it at once; null: people did, or have to
 */
public record LeadReturn(
        UUID id,
        UUID sale,
        UUID purchase,
        UUID buyer,
        UUID seller,
        UUID lead,
        Currency currency,
        ReturnReason reason,
        boolean asCredit,
        @Nullable Long wanted,
        Instant requestedAt,
        Instant answerUntil,
        State state,
        @Nullable Instant decidedAt,
        long refunded,
        @Nullable Evidence evidence) {

    public enum State {
        REQUESTED,
        /** The seller said no. */
        CONTESTED,
        ACCEPTED,
        DENIED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean open() {
        return state == State.REQUESTED || state == State.CONTESTED;
    }
}
