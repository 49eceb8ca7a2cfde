package dev.galena.market.intake;

import dev.galena.market.vertical.Vertical;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How leads came: what they have in common.
 *
 * @param batchId null for a lead that came alone
 */
record Arrival(Vertical vertical, Source source, @Nullable UUID batchId) {}
