package dev.galena.market.purchase;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One buyer paid once, for one or many leads. */
public record Purchase(UUID id, UUID buyer, UUID journal, Money total, Instant at, List<Sale> sales) {
    public Purchase {
        sales = List.copyOf(sales);
    }
}
