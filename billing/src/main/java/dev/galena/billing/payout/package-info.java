/**
 * How sellers get their money: what is positive and payable leaves their account when a payout is asked for, a second person approves
 * large ones, and it goes by a provider's transfer or a file for the bank. What fails comes back.
 */
@NullMarked
package dev.galena.billing.payout;

import org.jspecify.annotations.NullMarked;
