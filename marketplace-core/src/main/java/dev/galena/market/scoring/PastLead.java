package dev.galena.market.scoring;

import dev.galena.market.vertical.Facts;
import java.time.Instant;
import java.util.UUID;

/**
 * A lead that came in some time ago, and what became of it.
 *
 * @param returned a sale of it was taken back
 * @param won one of its buyers won a customer by it
 */
record PastLead(UUID id, Instant receivedAt, Facts facts, boolean sold, boolean returned, boolean won) {}
