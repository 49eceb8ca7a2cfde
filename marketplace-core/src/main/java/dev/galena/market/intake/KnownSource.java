package dev.galena.market.intake;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A source as its seller sees it.
 *
 * @param mappings vertical → column → target, as they worked last; null for a column that is ignored
 */
public record KnownSource(Source source, Instant createdAt, JsonObject mappings) {}
