package dev.galena.billing.payment;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who moves money outside. Each call goes over the network and must not be made inside a transaction; each may be repeated
 * with the same id and then has no second effect. Nothing is known to be moved before the provider's event says so.
 */
public interface Payments {

    /** As top-ups and movements name it. */
    String name();

    /** Gets a page where the buyer pays. */
    Answer open(TopUp topUp);

    /** Charges a card that was saved, without its owner. */
    Answer charge(TopUp topUp, SavedCard card);

    /** Gives a payment back, whole or in part. */
    Answer refund(UUID refundId, String payment, Money amount);

    /** Moves money to an account that somebody has with the provider. */
    Answer transfer(UUID payoutId, String destination, Money amount);

    /** The provider's own books, by time, a page at a time. */
    Lines lines(Instant from, Instant until, @Nullable String after);

    /** Events of this time again, for those that never arrived; as {@link ReceiveEvent} takes them. */
    Told events(Instant from, Instant until, @Nullable String after);

    /** A card as the provider names it. */
    record SavedCard(String customer, String method) {}

    /** What came of a call. */
    sealed interface Answer {
        /**
         * Accepted.
         *
         * @param url where the buyer pays, if he has to go somewhere
         */
        record Done(String id, @Nullable String url) implements Answer {}

        /** For good: repeating changes nothing. */
        record Refused(String code) implements Answer {}

        /** Nobody knows; repeat the call with the same id. */
        record Silent(String why) implements Answer {}
    }

    /** A page of lines; {@code next} null: the last one. */
    record Lines(List<ProviderLine> lines, @Nullable String next) {}

    /** A page of events, each the JSON text of one. */
    record Told(List<String> events, @Nullable String next) {}

    /** The provider does not answer now. Whoever asks for lines or events comes again later. */
    final class Silence extends RuntimeException {
        public Silence(String why) {
            super(why);
        }
    }
}
