package dev.galena.billing.postpaid;

import dev.galena.billing.Money;
import dev.galena.db.Tx;

/** What else is done when a cycle is over, in the same transaction: it is invoiced. */
@FunctionalInterface
public interface CloseCycle {

    /**
     * Tells how much is asked for now; the rest falls into the next cycle.
     *
     * @param cycle its {@code owed} is all that the wallet lacks
     */
    Money close(Tx tx, ClosedCycle cycle);
}
