package dev.galena.billing.payment;

import dev.galena.billing.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a provider says has happened. Facts may come in any order and more than once. */
sealed interface Fact {

    /**
     * Money has come.
     *
     * @param payment the provider's name of it
     * @param card to be charged again, where the buyer wished so
     */
    record Paid(UUID topUpId, String payment, Money amount, Payments.@Nullable SavedCard card) implements Fact {}

    record NotPaid(UUID topUpId, String reason) implements Fact {}

    /**
     * Money has gone back.
     *
     * @param ours our id of it; null: somebody made it at the provider's
     * @param failed the money came back to us
     */
    record Refunded(String payment, String refund, @Nullable UUID ours, Money amount, boolean failed) implements Fact {}

    record Disputed(String payment, String dispute, Money amount, Outcome outcome) implements Fact {}

    /** A transfer to somebody was taken back. */
    record TransferReversed(String transfer) implements Fact {}

    /** Nothing that moves money here. */
    record Nothing() implements Fact {}

    enum Outcome {
        OPEN,
        WON,
        LOST
    }
}
