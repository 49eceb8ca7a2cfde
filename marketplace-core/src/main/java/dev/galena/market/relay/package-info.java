/**
 * Consent ends, or a person is erased: whoever holds the lead is told, confirms it over a signature, is reminded, and buys
 * nothing more when late. Start at {@link dev.galena.market.relay.TellHolders} and {@link
 * dev.galena.market.relay.WatchObligations}.
 */
@NullMarked
package dev.galena.market.relay;

import org.jspecify.annotations.NullMarked;
