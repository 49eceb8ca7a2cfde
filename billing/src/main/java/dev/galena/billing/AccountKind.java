package dev.galena.billing;

import static dev.galena.billing.AccountKind.Mode.DEFERRED;
import static dev.galena.billing.AccountKind.Mode.STRICT;

/**
 * What an account is for. A STRICT account is checked against its floor by every journal, at the price of a row lock; a
 * DEFERRED one only collects deltas that are folded later, so any number of transactions may credit it at once.
 */
public enum AccountKind {
    /** What a buyer has paid in and not spent. */
    BUYER_WALLET(STRICT),
    /** Credit given away; never paid out. */
    BUYER_PROMO(STRICT),
    /** What a buyer owes: negative down to the credit limit. */
    BUYER_RECEIVABLE(STRICT),
    /** A seller's share inside the return window. */
    SELLER_PENDING(DEFERRED),
    /** A seller's share that may be paid out. */
    SELLER_PAYABLE(DEFERRED),
    SELLER_RESERVE(DEFERRED),
    PLATFORM_FEE(DEFERRED),
    PLATFORM_REVENUE(DEFERRED),
    /** Per country and rate. */
    VAT_OUTPUT(DEFERRED),
    /** Per country and rate. */
    VAT_INPUT(DEFERRED),
    /** Per payment provider. */
    PSP_CLEARING(DEFERRED),
    PSP_FEES(DEFERRED),
    BANK(DEFERRED),
    PAYOUT_CLEARING(DEFERRED),
    DISPUTE_SUSPENSE(DEFERRED),
    DEFERRED_REVENUE(DEFERRED),
    MARKETING(DEFERRED),
    FX_POSITION(DEFERRED),
    EXPIRED_CREDIT(DEFERRED),
    BAD_DEBT(DEFERRED);

    public enum Mode {
        STRICT,
        DEFERRED
    }

    private final Mode mode;

    AccountKind(Mode mode) {
        this.mode = mode;
    }

    public Mode mode() {
        return mode;
    }

    public boolean strict() {
        return mode == STRICT;
    }
}
