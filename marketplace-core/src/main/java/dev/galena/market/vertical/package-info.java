/**
 * Kinds of lead, as versioned data: which fields, which points, which consent rules, which prices. Start at {@link
 * dev.galena.market.vertical.Vertical}; {@link dev.galena.market.vertical.Criteria} is the one grammar by which leads are chosen.
 */
@NullMarked
package dev.galena.market.vertical;

import org.jspecify.annotations.NullMarked;
