package dev.galena.market.view;

import java.time.Instant;
import java.util.UUID;

/**
 * A list's filters under a name.
 *
 * @param screen which list, in the console's words
 * @param query of the console's address; means nothing to the server
 */
public record SavedView(UUID id, String screen, String name, String query, Instant createdAt, Instant updatedAt) {}
