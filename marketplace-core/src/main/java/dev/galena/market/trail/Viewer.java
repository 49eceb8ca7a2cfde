package dev.galena.market.trail;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what for.
 *
 * @param actor the key or person, as records of access name it
 * @param purpose in the asker's own words
 */
public record Viewer(Sight sight, String actor, @Nullable String requestId, String purpose) {
    private static final int PURPOSE_CHARS_MAX = 500;

    public Viewer {
        if (purpose.isBlank() || purpose.length() > PURPOSE_CHARS_MAX)
            throw new IllegalArgumentException("a purpose has 1 to 500 characters");
    }
}
