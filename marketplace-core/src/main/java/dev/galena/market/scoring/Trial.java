package dev.galena.market.scoring;

import dev.galena.market.vertical.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a scorecard would have made of leads that came in, beside the published one.
 *
 * @param version of the vertical that is compared with
 * @param of leads of the period, of which {@code leads} were scored
 * @param cut the period begins later than asked, because the market has too many leads
 * @param conversion of sold leads: won or not
 * @param returns of sold leads: kept or returned
 */
public record Trial(
        int version,
        Instant from,
        Instant to,
        long of,
        int leads,
        boolean cut,
        List<Band> bands,
        Moves moves,
        List<Shift> shifts,
        Separation conversion,
        Separation returns,
        List<Example> examples) {

    /** Leads with {@code from} to {@code to} points, by either card. */
    public record Band(int from, int to, Count before, Count after) {}

    public record Count(int leads, int sold, int returned, int won) {}

    /** How many leads have more points, how many fewer. */
    public record Moves(Part up, Part down, int same) {
        /** {@code points}: all that they moved, together; {@code most}: the furthest of them. */
        public record Part(int leads, long points, int most) {}
    }

    /** Leads that were on one level and would be on another, or the same. */
    public record Shift(Level from, Level to, int leads) {}

    /**
     * One lead, without anything personal.
     *
     * @param read what the cards read of it, by the names that conditions use
     * @param hidden what they read besides, but nobody is shown before purchase
     */
    public record Example(UUID lead, Score before, Score after, Map<String, Object> read, Set<String> hidden) {}
}
