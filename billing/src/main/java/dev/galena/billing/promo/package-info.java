/** Credit that the platform gives away: spent before the wallet, never paid out, and some of it only for a while. */
@NullMarked
package dev.galena.billing.promo;

import org.jspecify.annotations.NullMarked;
