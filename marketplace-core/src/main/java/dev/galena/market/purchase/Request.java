package dev.galena.market.purchase;

import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to buy.
 *
 * @param buyerName as consent notices must show it
 * @param currency the buyer's; whatever is offered in another does not exist for him
 * @param claim the idempotency key and what it stands for
 * @param expectedTotal in minor units; null: at any price
 */
public record Request(
        UUID buyer,
        String buyerName,
        Currency currency,
        Claim claim,
        Wanted wanted,
        boolean exclusive,
        @Nullable Long expectedTotal) {}
