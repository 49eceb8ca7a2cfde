package dev.galena.billing;

import static dev.galena.billing.AccountKind.Mode.DEFERRED;
import static dev.galena.billing.AccountKind.Mode.STRICT;
import static dev.galena.billing.AccountKind.Nature.ASSET;
import static dev.galena.billing.AccountKind.Nature.EQUITY;
import static dev.galena.billing.AccountKind.Nature.EXPENSE;
import static dev.galena.billing.AccountKind.Nature.INCOME;
import static dev.galena.billing.AccountKind.Nature.LIABILITY;

import org.jspecify.annotations.Nullable;

/**
 * What an account is for. A STRICT account is checked against its floor by every journal, at the price of a row lock; a
 * DEFERRED one only collects deltas that are folded later, so any number of transactions may credit it at once.
 */
public enum AccountKind {
    /** What a buyer has paid in and not spent; negative down to his credit line. */
    BUYER_WALLET(STRICT, LIABILITY),
    /** Credit given away; never paid out. */
    BUYER_PROMO(STRICT, LIABILITY),
    /** What a buyer owes: zero or negative, without a floor of its own; it lifts the floor of his wallet. */
    BUYER_RECEIVABLE(STRICT, ASSET),
    /** A seller's share inside the return window. */
    SELLER_PENDING(DEFERRED, LIABILITY),
    /** A seller's share that may be paid out; negative: the seller owes. */
    SELLER_PAYABLE(DEFERRED, LIABILITY),
    SELLER_RESERVE(DEFERRED, LIABILITY),
    PLATFORM_FEE(DEFERRED, INCOME),
    PLATFORM_REVENUE(DEFERRED, INCOME),
    /** Charged to buyers and owed to the state, per country and rate. */
    VAT_OUTPUT(DEFERRED, LIABILITY),
    /** Paid to sellers and claimed from the state, per country and rate. */
    VAT_INPUT(DEFERRED, ASSET),
    /** Per payment provider. */
    PSP_CLEARING(DEFERRED, ASSET),
    PSP_FEES(DEFERRED, EXPENSE),
    BANK(DEFERRED, ASSET),
    PAYOUT_CLEARING(DEFERRED, LIABILITY),
    DISPUTE_SUSPENSE(DEFERRED, LIABILITY),
    DEFERRED_REVENUE(DEFERRED, LIABILITY),
    MARKETING(DEFERRED, EXPENSE),
    FX_POSITION(DEFERRED, EQUITY),
    EXPIRED_CREDIT(DEFERRED, INCOME),
    BAD_DEBT(DEFERRED, EXPENSE);

    public enum Mode {
        STRICT,
        DEFERRED
    }

    /** The part of the books it belongs to. */
    public enum Nature {
        ASSET,
        LIABILITY,
        EQUITY,
        INCOME,
        EXPENSE
    }

    private final Mode mode;
    private final Nature nature;

    AccountKind(Mode mode, Nature nature) {
        this.mode = mode;
        this.nature = nature;
    }

    public Mode mode() {
        return mode;
    }

    public Nature nature() {
        return nature;
    }

    public boolean strict() {
        return mode == STRICT;
    }

    /** Below what a new account may not fall; null: nothing. */
    @Nullable
    Long floor() {
        return strict() && this != BUYER_RECEIVABLE ? 0L : null;
    }
}
