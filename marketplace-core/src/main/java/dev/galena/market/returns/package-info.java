/**
 * What becomes of a sale's money afterwards: leads are returned, their level proves to be another, and when the time for
 * returns is over the seller's share may be paid out. Start at {@link dev.galena.market.returns.RequestReturn}, {@link
 * dev.galena.market.returns.ChangeLevel} and {@link dev.galena.market.returns.ReleaseShares}.
 */
@NullMarked
package dev.galena.market.returns;

import org.jspecify.annotations.NullMarked;
