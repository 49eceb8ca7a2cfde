package dev.galena.billing.postpaid;

import dev.galena.db.Tx;

/** What else is done when a cycle is over, in the same transaction: an invoice is drafted. */
@FunctionalInterface
public interface CloseCycle {

    void close(Tx tx, ClosedCycle cycle);
}
