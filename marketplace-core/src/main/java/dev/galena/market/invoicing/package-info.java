/** What was sold is put on paper: sales and what became of them are noted for {@link dev.galena.billing.document}. */
@NullMarked
package dev.galena.market.invoicing;

import org.jspecify.annotations.NullMarked;
