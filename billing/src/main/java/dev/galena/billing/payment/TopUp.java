package dev.galena.billing.payment;

import dev.galena.billing.Money;
import dev.galena.billing.News;
import dev.galena.billing.Reference;
import dev.galena.db.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that a buyer wants to put into his wallet.
 *
 * @param provider whom he pays through: {@code stripe} or {@code bank}
 * @param saveCard whether his card may be charged again for automatic top-ups
 * @param reference what he writes on a bank transfer
 * @param session the provider's name of the page where he pays; null: not there yet
 * @param payment the provider's name of the payment, once there is one
 * @param failure why it came to nothing
 */
public record TopUp(
        UUID id,
        UUID partyId,
        String provider,
        Money amount,
        State state,
        boolean automatic,
        boolean saveCard,
        String reference,
        @Nullable String session,
        @Nullable String url,
        @Nullable String payment,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant paidAt) {

    static final String PAID = "topup.paid";
    static final String FAILED = "topup.failed";

    /** Part or all of it is on its way back, out of the wallet. */
    static final String REFUNDED = "topup.refunded";

    /** What buyers hear of. */
    public static final List<String> TYPES = List.of(PAID, FAILED, REFUNDED);

    News news(String type, Money of, Instant now) {
        return News.of(partyId, type, Id.text("top", id), of, now);
    }

    /** Failed may still become paid, should the money come after all; paid stays paid. */
    public enum State {
        OPEN,
        PAID,
        FAILED
    }

    /** One that is asked for now. */
    public static TopUp asked(
            UUID id, UUID partyId, String provider, Money amount, boolean automatic, boolean saveCard, Instant now) {
        return new TopUp(
                id,
                partyId,
                provider,
                amount,
                State.OPEN,
                automatic,
                saveCard,
                Reference.of(id),
                null,
                null,
                null,
                null,
                now,
                null);
    }
}
