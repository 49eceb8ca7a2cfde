package dev.galena.e2e;

import dev.galena.market.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of one market, day by day on a clock of its own: sellers list, buyers top up, buy and return, shares are released and
 * paid out, documents are issued, and the provider's books are held against ours. {@code -De2e.year=1000000} purchases, by 500
 * buyers from 50 sellers; few otherwise. The promises are re-checked at its end.
 */
class YearTest {
    private static final int PURCHASES = Integer.getInteger("e2e.year", 1_500);
    private static final long SEED = Long.getLong("e2e.seed", 4);
    private static final int DAYS = 365;
    private static final int SAY_EVERY = 73;

    @RegisterExtension
    static final World WORLD = new World(World.PATIENT);

    @TempDir
    static Path temp;

    @Test
    void everyDaySumsToZeroAndTheYearAddsUpElsewhere() throws Exception {
        System.out.println("year: seed " + SEED);
        var random = new Random(SEED);
        long began = System.nanoTime();
        try (var year = new Year(WORLD, random, PURCHASES)) {
            for (int day = 0; day < DAYS; day++) {
                year.trade((long) PURCHASES * (day + 1) / DAYS);
                year.endDay();
                if ((day + 1) % SAY_EVERY == 0) System.out.printf("year: %d s, %s%n", seconds(began), year);
            }
            year.end();
            System.out.printf("year: %d s, %s%n", seconds(began), year);
            var audit = new YearAudit(WORLD.database());
            audit.everyNumberIsThereOnce();
            audit.everyChargeIsOnPaperOnce(year.now());
            audit.everyDocumentIsValid();
            audit.balancesAreThoseOf(temp.resolve("year.journal"));
            System.out.printf("year: %d s, %s%n", seconds(began), audit);
        }
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
