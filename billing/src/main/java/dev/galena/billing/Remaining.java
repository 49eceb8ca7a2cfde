package dev.galena.billing;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line of a journal and what is left of it after the lines that took back parts of it. Read and locked by {@link
 * Reversals}; whoever posts the transfers made here does so in the same transaction.
 */
public record Remaining(Line line, Account debit, Account credit, Money original, Money left) {

    /** Takes back this much of the line, by default to where it came from. */
    public Transfer reversed(Money amount) {
        return reversed(amount, UnaryOperator.identity());
    }

    /**
     * The same where the money has moved on or shall go elsewhere: {@code instead} names the account that stands for one of
     * the line's, such as SELLER_PAYABLE for SELLER_PENDING after release, or BUYER_PROMO for BUYER_WALLET.
     */
    public Transfer reversed(Money amount, UnaryOperator<Account> instead) {
        if (!left.covers(amount)) throw new IllegalArgumentException(amount + " of " + left + " left");
        return new Transfer(instead.apply(credit), instead.apply(debit), amount, line);
    }

    /** What is left of these lines, all of one currency. */
    public static Money left(List<Remaining> lines) {
        if (lines.isEmpty()) throw new IllegalArgumentException("no lines");
        return lines.stream().map(Remaining::left).reduce(zero(lines), Money::plus);
    }

    /**
     * Takes back this much of all lines together, split by largest remainder over what is left of each: no part is negative
     * or more than is left, and whatever the sequence of such refunds, they end at exactly nothing.
     */
    public static List<Transfer> reversed(List<Remaining> lines, Money amount, UnaryOperator<Account> instead) {
        if (!left(lines).covers(amount) || !amount.positive()) {
            throw new IllegalArgumentException(amount + " of " + left(lines) + " left");
        }
        var parts = amount.split(lines.stream().map(r -> r.left.minorUnits()).toList());
        List<Transfer> transfers = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).positive()) transfers.add(lines.get(i).reversed(parts.get(i), instead));
        }
        return transfers;
    }

    /** All that is left of these lines. */
    public static List<Transfer> reversed(List<Remaining> lines, UnaryOperator<Account> instead) {
        return lines.stream()
                .filter(r -> r.left.positive())
                .map(r -> r.reversed(r.left, instead))
                .toList();
    }

    private static Money zero(List<Remaining> lines) {
        Currency currency = lines.getFirst().left.currency();
        return Money.zero(currency);
    }
}
