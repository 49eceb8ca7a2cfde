package dev.galena.billing;

import java.util.UUID;

/**
 * Money that the operator puts into a buyer's wallet.
 *
 * @param ref names this credit: the same ref credits once
 */
public record Credit(UUID ref, UUID buyerId, Money amount, Source source) {

    /** Where it comes from. */
    public enum Source {
        /** A gift of the platform. */
        MARKETING(AccountKind.MARKETING),
        /** Paid in by bank transfer. */
        BANK(AccountKind.BANK);

        private final AccountKind kind;

        Source(AccountKind kind) {
            this.kind = kind;
        }

        AccountKind kind() {
            return kind;
        }
    }

    public Credit {
        if (!amount.positive()) throw new IllegalArgumentException("a credit is positive, not " + amount);
    }

    Account wallet() {
        return Account.wallet(buyerId, amount.currency());
    }

    Account origin() {
        return Account.platform(source.kind(), amount.currency());
    }
}
