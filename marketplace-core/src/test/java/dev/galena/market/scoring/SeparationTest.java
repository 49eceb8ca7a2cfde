package dev.galena.market.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.galena.market.scoring.Separation.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The chance that a good one has more points, by counting pairs, and how sure one may be of a difference. */
class SeparationTest {

    private static List<Pair> before(int... points) {
        return IntStream.of(points).mapToObj(p -> new Pair(p, 100 - p)).toList();
    }

    @Test
    void countsPairsWithTiesAsHalf() {
        var found = Separation.of(before(10, 20, 20), before(5, 20));
        assertThat(found.before()).isCloseTo((1 + 0 + 1 + 0.5 + 1 + 0.5) / 6, within(1e-12));
        assertThat(found.after())
                .as("points turned round")
                .isCloseTo(1 - (1 + 0 + 1 + 0.5 + 1 + 0.5) / 6, within(1e-12));
        assertThat(found.good()).isEqualTo(3);
        assertThat(found.bad()).isEqualTo(2);
    }

    @Test
    void saysNothingWithoutBothKinds() {
        assertThat(Separation.of(before(1, 2), List.of())).isEqualTo(new Separation(2, 0, null, null, null));
        assertThat(Separation.of(List.of(), before(3))).isEqualTo(new Separation(0, 1, null, null, null));
        assertThat(Separation.of(before(100), before(0)).error())
                .as("of one pair")
                .isNull();
        assertThat(Separation.of(before(100), before(0)).before()).isEqualTo(1.0);
    }

    @Test
    void theSameCardTwiceDiffersByNothing() {
        var same = Separation.of(
                List.of(new Pair(7, 7), new Pair(50, 50)), List.of(new Pair(50, 50), new Pair(60, 60), new Pair(0, 0)));
        assertThat(same.error()).isZero();
        assertThat(same.after()).isEqualTo(same.before());
    }

    /** Many markets in which both cards are noise: the differences scatter as the standard error says. */
    @Test
    void theErrorIsHowMuchChanceMoves() {
        var random = new Random(20_261_122);
        double scatter = 0;
        double said = 0;
        int markets = 400;
        for (int i = 0; i < markets; i++) {
            var found = Separation.of(drawn(random, 60), drawn(random, 40));
            scatter += Math.pow(found.after() - found.before(), 2);
            said += Math.pow(found.error(), 2);
        }
        assertThat(Math.sqrt(said / markets)).isCloseTo(Math.sqrt(scatter / markets), within(0.006));
    }

    /** Two cards that agree in part. */
    private static List<Pair> drawn(Random random, int count) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < count; i++) {
            int common = random.nextInt(50);
            pairs.add(new Pair(common + random.nextInt(51), common + random.nextInt(51)));
        }
        return pairs;
    }
}
