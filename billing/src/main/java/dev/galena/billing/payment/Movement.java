package dev.galena.billing.payment;

import dev.galena.billing.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * What the provider's books must show once, because of a journal of ours.
 *
 * @param amount money that comes to our account with the provider is positive
 */
public record Movement(String provider, String kind, String object, Money amount, UUID journalId, Instant at) {}
