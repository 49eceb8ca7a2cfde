/**
 * What happens again and again: each period of each {@link Job} is done exactly once, in order, by whichever process comes
 * first, and what was missed is caught up. Start at {@link RunJobs}.
 */
@NullMarked
package dev.galena.billing.recurring;

import org.jspecify.annotations.NullMarked;
