/**
 * What others' books say, compared with ours: statements of banks are read in ({@link ImportStatement}) and settle what was waiting for
 * them; a provider's lines are read daily and each must belong to one journal ({@link ReconcileDays}). What does not is kept and
 * raises an alarm.
 */
@NullMarked
package dev.galena.billing.reconcile;

import org.jspecify.annotations.NullMarked;
