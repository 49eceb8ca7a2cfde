package dev.galena.market.purchase;

import dev.galena.billing.Money;
import dev.galena.consent.Standing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Why something was not sold. The order of declaration is the order in which the reasons of one lead are given, and is
 * API. Reasons that the lead is gone come alone (with {@link OwnLead} and {@link AlreadyOwned}): of a lead that nobody
 * can have, consent, price and funds are not examined.
 */
public sealed interface Refusal {

    /** Stable, machine readable. */
    String code();

    /**
     * The buyer has not confirmed in time that he heard of withdrawals. It is about him, not about a lead, and comes alone.
     *
     * @param obligations ten at most
     */
    record RevocationOverdue(List<UUID> obligations) implements Refusal {
        public RevocationOverdue {
            obligations = List.copyOf(obligations);
        }

        @Override
        public String code() {
            return "revocation-overdue";
        }
    }

    /** No such lead for this buyer: it never was, or it is traded in a currency that is not his. */
    record NotFound() implements Refusal {
        @Override
        public String code() {
            return "not-found";
        }
    }

    record SoldOut() implements Refusal {
        @Override
        public String code() {
            return "lead-sold-out";
        }
    }

    /** Taken back by its seller, or erased. */
    record Withdrawn() implements Refusal {
        @Override
        public String code() {
            return "lead-withdrawn";
        }
    }

    record Expired(Instant at) implements Refusal {
        @Override
        public String code() {
            return "lead-expired";
        }
    }

    /** Wanted alone, but it has been shared already or is not offered that way. */
    record NotExclusive() implements Refusal {
        @Override
        public String code() {
            return "exclusive-unavailable";
        }
    }

    /** Nobody buys from himself. */
    record OwnLead() implements Refusal {
        @Override
        public String code() {
            return "own-lead";
        }
    }

    /** This buyer has this lead, or bought the same person within {@link Owned#WINDOW}. */
    record AlreadyOwned() implements Refusal {
        @Override
        public String code() {
            return "already-owned";
        }
    }

    /** Withdrawn, expired or never complete. */
    record ConsentLost(Standing standing) implements Refusal {
        @Override
        public String code() {
            return "consent-lost";
        }
    }

    /** Given, but not to this buyer or not for a channel he may use. */
    record ConsentNotForBuyer(Standing standing) implements Refusal {
        @Override
        public String code() {
            return "consent-not-for-buyer";
        }
    }

    /** His subscription's leads of this kind are used up, and its plan sells none beyond them. */
    record QuotaExhausted() implements Refusal {
        @Override
        public String code() {
            return "quota-exhausted";
        }
    }

    record InsufficientFunds(Money price, Money free) implements Refusal {
        @Override
        public String code() {
            return "insufficient-funds";
        }
    }

    /** The buyer named a total and it is another now. */
    record PriceChanged(Money price) implements Refusal {
        @Override
        public String code() {
            return "price-changed";
        }
    }

    /** Of what matches the filter, nothing could be had within budget, funds and consent. */
    record NothingMatches() implements Refusal {
        @Override
        public String code() {
            return "nothing-matches";
        }
    }
}
