/** A lead is listed: what buyers may see, search and pay for. Nothing here is personal. */
@NullMarked
package dev.galena.market.listing;

import org.jspecify.annotations.NullMarked;
