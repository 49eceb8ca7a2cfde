/**
 * How is a sale taxed? Who a party is ({@link Profile}) and the rules in force ({@link VatRules}) give a {@link Tax}; a buyer's is
 * kept where a purchase reads it. Start at {@link SaveProfile}.
 */
@NullMarked
package dev.galena.billing.tax;

import org.jspecify.annotations.NullMarked;
