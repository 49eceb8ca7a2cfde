package dev.galena.market.delivery;

import dev.galena.db.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a party is told. */
public record Event(UUID id, String type, @Nullable UUID leadId, Json data, Instant at) {}
