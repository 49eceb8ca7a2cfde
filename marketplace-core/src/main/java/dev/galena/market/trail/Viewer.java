package dev.galena.market.trail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what for.
 *
 * @param all an officer of the operator, who sees every trail; others see those of leads their party sold or bought
 * @param actor the key or person, as records of access name it
 * @param purpose in the asker's own words
 */
public record Viewer(
        UUID partyId, boolean all, String actor, @Nullable String requestId, String purpose) {
    private static final int PURPOSE_CHARS_MAX = 500;

    public Viewer {
        if (purpose.isBlank() || purpose.length() > PURPOSE_CHARS_MAX)
            throw new IllegalArgumentException("a purpose has 1 to 500 characters");
    }
}
