/** What the market did, in figures. Start at {@link dev.galena.market.insight.ReadReports}. */
@NullMarked
package dev.galena.market.insight;

import org.jspecify.annotations.NullMarked;
