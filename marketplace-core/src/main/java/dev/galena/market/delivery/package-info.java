/**
 * A party hears of what concerns it: events are written with their cause, then sent, repeated and logged. Start at
 * {@link dev.galena.market.delivery.DeliverEvents}.
 */
@NullMarked
package dev.galena.market.delivery;

import org.jspecify.annotations.NullMarked;
