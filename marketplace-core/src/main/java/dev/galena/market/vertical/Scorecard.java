package dev.galena.market.vertical;

import java.util.List;

/**
 * How points are given: groups (who they are, what they did), each capped, and the totals from which a level is reached.
 * The rules' conditions are the grammar of {@link Criteria}.
 */
public record Scorecard(List<Group> groups, int engagedFrom, int mqlFrom, int sqlFrom) {

    public record Group(String name, int cap, List<Rule> rules) {}

    /**
     * Points for a condition.
     *
     * @param name stable, kept with each lead it gave points to
     */
    public record Rule(String name, String label, int points, Criteria when) {}

    public Level level(int total) {
        if (total >= sqlFrom) return Level.SQL;
        if (total >= mqlFrom) return Level.MQL;
        return total >= engagedFrom ? Level.ENGAGED : Level.COLD;
    }
}
