package dev.galena.billing;

import java.time.Duration;
import java.util.UUID;

/**
 * Money of a STRICT account set aside for something that may come: an auction, a payout under way. It is not spent and
 * cannot be spent by others. Ends once: captured, voided, or expired by the clock of the database.
 *
 * @param kind with {@code ref} it names what the hold is for, once for ever
 */
public record Hold(UUID id, Account account, String kind, UUID ref, Money amount, Duration lasts) {

    private static final Duration LASTS_MAX = Duration.ofDays(31);

    public Hold {
        if (!account.kind().strict()) throw new IllegalArgumentException("nothing is held on " + account.kind());
        if (!amount.positive() || !amount.currency().equals(account.currency())) {
            throw new IllegalArgumentException("a hold sets aside a positive amount of its account, not " + amount);
        }
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LASTS_MAX) > 0) {
            throw new IllegalArgumentException("a hold lasts up to " + LASTS_MAX + ", not " + lasts);
        }
    }

    /** What became of the wish to hold. */
    public sealed interface Placement {
        record Placed(UUID id) implements Placement {}

        /** The same was held before. */
        record Repeated(UUID id, State state) implements Placement {}

        /** The ref names a hold of another amount or account. */
        record RefTaken(UUID id) implements Placement {}

        record Uncovered(Money available) implements Placement {}

        record Frozen() implements Placement {}
    }

    /** What became of the wish to end it. */
    public sealed interface End {
        /** What was not captured is free again. */
        record Captured(Money amount) implements End {}

        record Voided() implements End {}

        /** It had ended before, this way. */
        record Ended(State how) implements End {}

        record Unknown() implements End {}

        /** The journal takes more than is held; the hold stays. */
        record TooMuch(Money held) implements End {}

        /** The account is frozen; the hold stays. */
        record Frozen() implements End {}
    }

    public enum State {
        OPEN,
        CAPTURED,
        VOIDED,
        EXPIRED
    }
}
