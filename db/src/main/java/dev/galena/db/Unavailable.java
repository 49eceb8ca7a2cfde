package dev.galena.db;

import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL could not be reached, had no connection free in time, or did not answer. Whether the statement took effect
 * is unknown; a transaction that threw this before its commit did not.
 */
public final class Unavailable extends RuntimeException {
    Unavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
