package dev.galena.market.scoring;

import dev.galena.market.scoring.Trial.Band;
import dev.galena.market.scoring.Trial.Count;
import dev.galena.market.scoring.Trial.Moves;
import dev.galena.market.scoring.Trial.Shift;
import dev.galena.market.vertical.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Leads scored by two cards. Pure. */
record Comparison(List<Scored> leads) {
    static final int EXAMPLES_MAX = 12;
    private static final int BAND = 10;
    private static final int POINTS_MAX = 100;

    record Scored(PastLead lead, Score before, Score after) {
        int moved() {
            return after.total() - before.total();
        }
    }

    /** Ten points each; the last one has its end, too. */
    List<Band> bands() {
        var bands = new ArrayList<Band>();
        for (int from = 0; from < POINTS_MAX; from += BAND) {
            int to = from + BAND == POINTS_MAX ? POINTS_MAX : from + BAND - 1;
            bands.add(
                    new Band(from, to, count(s -> s.before.total(), from, to), count(s -> s.after.total(), from, to)));
        }
        return bands;
    }

    private Count count(ToIntFunction<Scored> points, int from, int to) {
        var within = leads.stream()
                .filter(s -> points.applyAsInt(s) >= from && points.applyAsInt(s) <= to)
                .map(Scored::lead)
                .toList();
        return new Count(
                within.size(),
                number(within, PastLead::sold),
                number(within, PastLead::returned),
                number(within, PastLead::won));
    }

    private static int number(List<PastLead> leads, Predicate<PastLead> wanted) {
        return (int) leads.stream().filter(wanted).count();
    }

    Moves moves() {
        var up = part(1);
        var down = part(-1);
        return new Moves(up, down, leads.size() - up.leads() - down.leads());
    }

    private Moves.Part part(int sign) {
        var by = leads.stream()
                .mapToInt(s -> sign * s.moved())
                .filter(points -> points > 0)
                .summaryStatistics();
        return new Moves.Part((int) by.getCount(), by.getSum(), Math.max(0, by.getMax()));
    }

    /** Those that there are, coldest first. */
    List<Shift> shifts() {
        var shifts = new ArrayList<Shift>();
        for (Level from : Level.values())
            for (Level to : Level.values()) {
                long count = leads.stream()
                        .filter(s -> s.before.level() == from && s.after.level() == to)
                        .count();
                if (count > 0) shifts.add(new Shift(from, to, (int) count));
            }
        return shifts;
    }

    /** Whether the points of sold leads tell those that are good from the others. */
    Separation separation(Predicate<PastLead> good) {
        return Separation.of(pairs(good), pairs(good.negate()));
    }

    private List<Separation.Pair> pairs(Predicate<PastLead> wanted) {
        return leads.stream()
                .filter(s -> s.lead.sold() && wanted.test(s.lead))
                .map(s -> new Separation.Pair(s.before.total(), s.after.total()))
                .toList();
    }

    /** Half of them those that gained most, half those that lost most, then whatever comes; of equals the first. */
    List<Scored> examples() {
        var byGain = leads.stream()
                .sorted(Comparator.comparingInt((Scored s) -> -s.moved()))
                .toList();
        var gained = byGain.stream().filter(s -> s.moved() > 0).limit(EXAMPLES_MAX / 2);
        var lost = byGain.reversed().stream().filter(s -> s.moved() < 0).limit(EXAMPLES_MAX / 2);
        return Stream.of(gained, lost, byGain.stream())
                .flatMap(each -> each)
                .distinct()
                .limit(EXAMPLES_MAX)
                .toList();
    }
}
