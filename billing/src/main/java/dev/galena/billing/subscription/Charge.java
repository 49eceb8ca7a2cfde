package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import dev.galena.billing.recurring.Period;
import java.time.Instant;
import java.util.UUID;

/**
 * What was charged for a subscription; a journal of kind subscription and of this id moved the money.
 *
 * @param upgrade 0: the period itself; n: the n-th upgrade in it
 * @param net without VAT
 */
public record Charge(
        UUID id,
        UUID subscriptionId,
        UUID partyId,
        UUID planId,
        int period,
        int upgrade,
        Money net,
        Money vat,
        Tax tax,
        Period span,
        Instant at) {

    public Money gross() {
        return net.plus(vat);
    }
}
