package dev.galena.market.intake;

import java.util.UUID;

/**
 * Where a seller's leads come from.
 *
 * @param code as the seller calls it
 * @param alias the pseudonym that buyers see
 * @param currency of the seller
 */
public record Source(UUID id, UUID sellerId, String code, String alias, String currency) {}
