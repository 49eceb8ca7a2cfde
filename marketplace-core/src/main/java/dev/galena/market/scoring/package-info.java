/** A lead is scored: points for who they are and what they did, each kept with its reason. Start at {@link dev.galena.market.scoring.Score}. */
@NullMarked
package dev.galena.market.scoring;

import org.jspecify.annotations.NullMarked;
