/**
 * What a lead costs, and who gets how much of it: what sellers leave to the marketplace, what buyers have agreed, and how
 * prices follow level and age. All of it is versioned data, known to every process before it is in force: start at {@link
 * dev.galena.market.pricing.Deals}.
 */
@NullMarked
package dev.galena.market.pricing;

import org.jspecify.annotations.NullMarked;
