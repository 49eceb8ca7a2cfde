package dev.galena.market.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well two scores tell good leads from bad ones: the chance that a good one, drawn at random, has more points than a bad one, a tie
 * counting half (the area under the ROC curve). 0.5 is a coin, 1 is never wrong.
 *
 * @param before null where there is no good or no bad one
 * @param after the same
 * @param error standard error of {@code after − before} by DeLong, DeLong and Clarke-Pearson (1988), who compare two scores of the same
 *     cases; null with fewer than two of either kind
 */
public record Separation(
        int good,
        int bad,
        @Nullable Double before,
        @Nullable Double after,
        @Nullable Double error) {
    private static final int POINTS_MAX = 100;

    /** One lead: its points by either card. */
    record Pair(int before, int after) {}

    static Separation of(List<Pair> good, List<Pair> bad) {
        if (good.isEmpty() || bad.isEmpty()) return new Separation(good.size(), bad.size(), null, null, null);
        double[] goodBefore = good.stream().mapToDouble(Pair::before).toArray();
        double[] goodAfter = good.stream().mapToDouble(Pair::after).toArray();
        double[] badBefore = bad.stream().mapToDouble(Pair::before).toArray();
        double[] badAfter = bad.stream().mapToDouble(Pair::after).toArray();
        double[] wonBefore = below(goodBefore, badBefore);
        double[] wonAfter = below(goodAfter, badAfter);
        double variance = varianceOfDifference(wonAfter, wonBefore) / good.size()
                + varianceOfDifference(below(badAfter, goodAfter), below(badBefore, goodBefore)) / bad.size();
        boolean few = good.size() < 2 || bad.size() < 2;
        return new Separation(
                good.size(), bad.size(), mean(wonBefore), mean(wonAfter), few ? null : Math.sqrt(variance));
    }

    /** For each, the part of the others that has fewer points, ties half. */
    private static double[] below(double[] each, double[] others) {
        var count = new int[POINTS_MAX + 1];
        for (double points : others) count[(int) points]++;
        var part = new double[POINTS_MAX + 1];
        double fewer = 0;
        for (int points = 0; points <= POINTS_MAX; points++) {
            part[points] = (fewer + count[points] / 2.0) / others.length;
            fewer += count[points];
        }
        var parts = new double[each.length];
        for (int i = 0; i < each.length; i++) parts[i] = part[(int) each[i]];
        return parts;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) sum += value;
        return sum / values.length;
    }

    private static double varianceOfDifference(double[] a, double[] b) {
        double mean = mean(a) - mean(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.pow(a[i] - b[i] - mean, 2);
        return a.length < 2 ? 0 : sum / (a.length - 1);
    }
}
