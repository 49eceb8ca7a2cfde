/** What a lead is: what it says for itself, and, sealed and apart from it, whom it is about. */
@NullMarked
package dev.galena.market.lead;

import org.jspecify.annotations.NullMarked;
