package dev.galena.billing.payment;

import dev.galena.billing.Money;
import java.time.Instant;

/**
 * One line of a provider's or bank's own books.
 *
 * @param id the provider's, unique with him for ever
 * @param kind in our words: {@code paid}, {@code refund}, {@code dispute}, {@code transfer}, {@code payout} …
 * @param object what it is about, as {@link Movement} names it
 * @param amount before fees; money that comes to us is positive
 * @param fee what the provider keeps of it; negative: gives back
 * @param text what else it says, such as a transfer's remittance; empty: nothing
 */
public record ProviderLine(String id, String kind, String object, Money amount, Money fee, Instant at, String text) {}
