package dev.galena.market.vertical;

import java.util.Locale;
import java.util.Optional;

/** How far a lead is qualified, coldest first. */
public enum Level {
    /** Contact data, hardly any intent. */
    COLD(0),
    /** Qualified by information: several interactions. */
    ENGAGED(1),
    /** Marketing-qualified by the vertical's scorecard. */
    MQL(2),
    /** Sales-qualified by the vertical's scorecard. */
    SQL(3);

    private static final Level[] BY_RANK = {COLD, ENGAGED, MQL, SQL};

    private final int rank;
    private final String code = name().toLowerCase(Locale.ROOT);

    Level(int rank) {
        this.rank = rank;
    }

    /** As the database holds it. */
    public int rank() {
        return rank;
    }

    /** As the API writes it. */
    public String code() {
        return code;
    }

    public static Level of(int rank) {
        return BY_RANK[rank];
    }

    public static Optional<Level> of(String code) {
        for (Level level : BY_RANK) {
            if (level.code.equals(code)) return Optional.of(level);
        }
        return Optional.empty();
    }
}
