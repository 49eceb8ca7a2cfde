package dev.galena.market.scoring;

import dev.galena.market.vertical.Facts;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.ListedLead;
import dev.galena.market.vertical.Scorecard;
import dev.galena.market.vertical.Vertical;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a lead's facts are worth by its vertical's scorecard, and why. */
public record Score(int total, Level level, List<Contribution> contributions) {

    /** Pure: the same facts at the same instant always score the same. */
    public static Score of(Vertical vertical, Facts facts, Instant now) {
        Scorecard card = vertical.scorecard();
        var lead = new ListedLead(vertical.id(), facts, 0, Level.COLD, 0, false, 0);
        var contributions = new ArrayList<Contribution>();
        int total = 0;
        for (var group : card.groups()) {
            int left = group.cap();
            for (var rule : group.rules()) {
                if (left == 0) break;
                if (!rule.when().matches(lead, now)) continue;
                int points = Math.min(rule.points(), left);
                contributions.add(new Contribution(group.name(), rule.name(), points));
                left -= points;
            }
            total += group.cap() - left;
        }
        return new Score(total, card.level(total), List.copyOf(contributions));
    }
}
