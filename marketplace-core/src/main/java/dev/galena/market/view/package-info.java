/** What people keep for their own work: lists as they like to see them. Start at {@link dev.galena.market.view.SaveViews}. */
@NullMarked
package dev.galena.market.view;

import org.jspecify.annotations.NullMarked;
