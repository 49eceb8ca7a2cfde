package dev.galena.market.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of his leads a buyer wants to see; what is empty or null asks for nothing.
 *
 * @param returnable whether they can still be returned
 */
public record Wanted(
        @Nullable String vertical,
        List<String> states,
        List<String> dispositions,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Boolean returnable) {
    public Wanted {
        states = List.copyOf(states);
        dispositions = List.copyOf(dispositions);
    }
}
