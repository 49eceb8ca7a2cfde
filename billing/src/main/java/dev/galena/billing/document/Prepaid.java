package dev.galena.billing.document;

/** What balances have paid already of the invoices of a cycle; the first of them take it. Mutable. */
final class Prepaid {

    private long left;

    Prepaid(long amount) {
        this.left = amount;
    }

    /** Tells how much of an amount remains to be paid. */
    long unpaid(long amount) {
        long taken = Math.min(left, amount);
        left -= taken;
        return amount - taken;
    }
}
