package dev.galena.market.purchase;

import java.util.List;

/** What came of a {@link Request}. */
public sealed interface Outcome {

    /**
     * Paid and theirs.
     *
     * @param left what was wanted but not sold; only of a partial purchase
     */
    record Bought(Purchase purchase, List<Refused> left) implements Outcome {}

    /**
     * Nothing was sold.
     *
     * @param reasons at least one, in the order of the request and of {@link Refusal}
     */
    record Declined(List<Refused> reasons) implements Outcome {}
}
