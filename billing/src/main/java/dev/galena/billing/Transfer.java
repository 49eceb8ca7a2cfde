package dev.galena.billing;

/** Moves an amount from one account to another of the same currency. */
public record Transfer(Account debit, Account credit, Money amount) {

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

    @SuppressWarnings("ArgumentSelectionDefectChecker") // swapped on purpose
    public Transfer inverted() {
        return new Transfer(credit, debit, amount);
    }
}
