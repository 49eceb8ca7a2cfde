/**
 * How buyers' money comes in: a top-up is asked for, a provider ({@link Payments}) takes the money, and what the provider tells
 * ({@link ReceiveEvent}, {@link ProcessEvents}) moves it in the ledger, in whatever order it is told, once. Refunds and disputes go
 * the same way back.
 */
@NullMarked
package dev.galena.billing.payment;

import org.jspecify.annotations.NullMarked;
