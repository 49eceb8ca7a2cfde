/**
 * What a sale has to know of its buyer beside his wallet: how he is taxed, and what he has paid for in advance. Sales read
 * it here; invoicing writes the tax, subscriptions write the quota.
 */
@NullMarked
package dev.galena.billing.terms;

import org.jspecify.annotations.NullMarked;
