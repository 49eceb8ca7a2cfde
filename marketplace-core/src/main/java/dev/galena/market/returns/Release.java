package dev.galena.market.returns;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A seller's shares of some sales, from now on his to be paid out.
 *
 * @param reserve of the amount, what is kept back until {@code reserveUntil}
 * @param shares by sale; they sum to the amount
 */
record Release(
        UUID id,
        UUID seller,
        Currency currency,
        long amount,
        long reserve,
        @Nullable Instant reserveUntil,
        Map<UUID, Long> shares,
        Instant at) {

    Account payable() {
        return Account.of(seller, AccountKind.SELLER_PAYABLE, currency);
    }

    Account kept() {
        return Account.of(seller, AccountKind.SELLER_RESERVE, currency);
    }
}
