/**
 * Numbers and addresses that must not be used: one by one, from files, from signed messages, and from the person, by a link.
 * Start at {@link dev.galena.market.suppression.SuppressRows} and {@link dev.galena.market.suppression.OptOut}.
 */
@NullMarked
package dev.galena.market.suppression;

import org.jspecify.annotations.NullMarked;
