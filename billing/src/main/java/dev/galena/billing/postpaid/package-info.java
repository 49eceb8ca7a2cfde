/** Buyers who pay afterwards: at the end of each cycle what they have spent beyond their money is billed. */
@NullMarked
package dev.galena.billing.postpaid;

import org.jspecify.annotations.NullMarked;
