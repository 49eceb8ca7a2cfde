package dev.galena.billing;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of an account's history.
 *
 * @param amount credited; negative: debited
 * @param ref what caused it
 */
public record Entry(UUID journalId, int line, String kind, UUID ref, Instant at, Money amount) {}
