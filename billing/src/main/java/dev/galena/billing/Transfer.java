package dev.galena.billing;

import org.jspecify.annotations.Nullable;

/**
 * Moves an amount from one account to another of the same currency.
 *
 * @param reverses the earlier line that this one takes back, in part or whole; see {@link Remaining}
 */
public record Transfer(
        Account debit,
        Account credit,
        Money amount,
        @Nullable Line reverses) {

    public Transfer {
        if (!amount.positive()) {
            throw new IllegalArgumentException("a transfer moves a positive amount, not " + amount);
        }
        if (!debit.currency().equals(amount.currency()) || !credit.currency().equals(amount.currency())) {
            throw new IllegalArgumentException("a transfer stays within one currency");
        }
        if (debit.id().equals(credit.id())) {
            throw new IllegalArgumentException("a transfer needs two accounts");
        }
    }

    public Transfer(Account debit, Account credit, Money amount) {
        this(debit, credit, amount, null);
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped on purpose
    public Transfer inverted() {
        return new Transfer(credit, debit, amount);
    }
}
