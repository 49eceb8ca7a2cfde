package dev.galena.billing;

/**
 * A buyer's wallet as it stands.
 *
 * @param held set aside for what may come
 * @param credit what he may owe
 * @param owed what he was invoiced, or charged back, and has not paid
 * @param available what he can spend now, his credit included
 */
public record BuyerBalance(Money posted, Money held, Money credit, Money owed, Money available) {}
