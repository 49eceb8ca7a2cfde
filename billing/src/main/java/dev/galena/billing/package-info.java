/**
 * Whose money is where? Every amount is in a double-entry ledger that always sums to zero. A use case lists its transfers
 * in a {@link Journal} and hands it to {@link Ledger} inside its own transaction.
 */
@NullMarked
package dev.galena.billing;

import org.jspecify.annotations.NullMarked;
