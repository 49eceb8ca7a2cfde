package dev.galena.db;

import static java.util.Objects.requireNonNull;

/**
 * JSON text on its way to a {@code json} or {@code jsonb} parameter; PostgreSQL parses it, we do not.
 *
 * @param text one valid JSON value; PostgreSQL refuses anything else
 */
public record Json(String text) {
    public Json {
        requireNonNull(text);
    }
}
