package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.terms.TaxStanding;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sale as its money stands now; nobody else changes that before this transaction ends.
 *
 * @param left of what was paid, after returns and changes of level
 * @param level as proven by now
 * @param journals that moved its money: of the purchase, and of changes of level
 * @param released the seller may be paid out
 * @param priceRule version of the price rule it was sold under; 0: its vertical's own prices
 */
record SoldLead(
        UUID id,
        UUID lead,
        UUID purchase,
        UUID buyer,
        UUID seller,
        int vertical,
        Currency currency,
        Parts left,
        int feeBps,
        TaxStanding tax,
        int level,
        boolean exclusive,
        int priceRule,
        Instant soldAt,
        Instant returnUntil,
        @Nullable UUID quota,
        int unit,
        List<UUID> journals,
        boolean released) {

    /** Where the seller's share is now. */
    Account sellers() {
        return Account.of(seller, released ? AccountKind.SELLER_PAYABLE : AccountKind.SELLER_PENDING, currency);
    }

    Account wallet() {
        return Account.wallet(buyer, currency);
    }

    Account promo() {
        return Account.of(buyer, AccountKind.BUYER_PROMO, currency);
    }
}
