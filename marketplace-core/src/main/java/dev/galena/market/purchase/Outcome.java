package dev.galena.market.purchase;

import java.util.List;

/** What came of a {@link Request}. */
public sealed interface Outcome {

    /** @param left what was wanted but not sold; only of a partial purchase */
    record Bought(Purchase purchase, List<Refused> left) implements Outcome {}

    /** @param reasons at least one, in the order of the request and of {@link Refusal} */
    record Declined(List<Refused> reasons) implements Outcome {}
}
