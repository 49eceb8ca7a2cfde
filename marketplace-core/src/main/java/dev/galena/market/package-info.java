/** The story of a lead, in order of appearance. Start at {@link Marketplace}, the table of contents. */
@NullMarked
package dev.galena.market;

import org.jspecify.annotations.NullMarked;
