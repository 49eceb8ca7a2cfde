package dev.galena.billing.recurring;

import dev.galena.db.Tx;

/** What is done in a period, or at its end, in the transaction that writes down that it was done. */
@FunctionalInterface
public interface Work {

    /**
     * Does it, or a part of it.
     *
     * @return true when something is left: what was done is committed, and it is called for the same period again. It has to find
     *     out by itself what is done already, from the rows
     */
    boolean run(Tx tx, Period period);
}
