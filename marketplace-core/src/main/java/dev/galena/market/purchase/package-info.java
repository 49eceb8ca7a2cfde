/**
 * A lead is bought and billed: slots, consent and money are settled in one commit. Start at {@link
 * dev.galena.market.purchase.BuyLeads}; {@link dev.galena.market.purchase.PurchaseDesk} lets concurrent buyers share commits.
 */
@NullMarked
package dev.galena.market.purchase;

import org.jspecify.annotations.NullMarked;
