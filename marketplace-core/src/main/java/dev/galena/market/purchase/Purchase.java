package dev.galena.market.purchase;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One buyer paid once, for one or many leads.
 *
 * @param total what was taken from him, with VAT: by promo credit and from his wallet, not by quota
 */
public record Purchase(UUID id, UUID buyer, UUID journal, Money total, Instant at, List<Sale> sales) {
    public Purchase {
        sales = List.copyOf(sales);
    }

    /** Of the total. */
    public long vat() {
        return sales.stream().mapToLong(s -> s.charge().vat()).reduce(0, Math::addExact);
    }

    /** What of the total promo credit paid. */
    public long promo() {
        return sales.stream().mapToLong(s -> s.charge().promo()).reduce(0, Math::addExact);
    }
}
