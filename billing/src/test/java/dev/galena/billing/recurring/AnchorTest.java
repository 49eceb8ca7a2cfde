package dev.galena.billing.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Seeds;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorTest {

    private static final int MONTHS = 40 * 12;

    @Test
    void theLastDayOfJanuaryComesBackInMarch() {
        var anchor = new Anchor(LocalDate.parse("2027-01-31"), ZoneId.of("Europe/Berlin"));
        assertThat(anchor.boundary(1)).isEqualTo("2027-02-28");
        assertThat(anchor.boundary(2)).isEqualTo("2027-03-31");
        assertThat(anchor.boundary(3)).isEqualTo("2027-04-30");
        assertThat(anchor.boundary(13)).isEqualTo("2028-02-29");
    }

    @Test
    void aDateBeginsWhereItDoesInItsZone() {
        var azores = new Anchor(LocalDate.parse("2026-02-28"), ZoneId.of("Atlantic/Azores"));
        // At midnight of 29 March 2026 the clocks of the Azores go from 0:00 to 1:00.
        var anchor = new Anchor(LocalDate.parse("2026-01-29"), ZoneId.of("Atlantic/Azores"));
        assertThat(anchor.period(2).start()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(azores.period(1).start()).isEqualTo("2026-03-28T01:00:00Z");
    }

    /**
     * For anchors on each day of a month, in every zone, over 40 years: periods follow each other without gap or overlap, begin on
     * the anchor's day or a shorter month's last, and a date is in the period that says so.
     */
    @Test
    void periodsTileTheLineOfTime() {
        long seed = Seeds.seed("periodsTileTheLineOfTime", 31_040_600);
        var random = new Random(seed);
        int checked = 0;
        for (var id : ZoneId.getAvailableZoneIds()) {
            var zone = ZoneId.of(id);
            for (int day = 1; day <= 31; day++) {
                var month = 1 + 2 * random.nextInt(4); // of 31 days
                var anchor = new Anchor(LocalDate.of(1990 + random.nextInt(40), month, day), zone);
                var last = anchor.period(0);
                assertThat(last.start())
                        .isEqualTo(anchor.start().atStartOfDay(zone).toInstant());
                for (int n = 1; n <= MONTHS; n++) {
                    var period = anchor.period(n);
                    if (!period.start().equals(last.end()) || !period.end().isAfter(period.start()))
                        throw new AssertionError(anchor + ": " + period + " does not follow " + last);
                    var date = anchor.boundary(n);
                    boolean there = date.getDayOfMonth() == day
                            || (date.getDayOfMonth() == date.lengthOfMonth() && date.lengthOfMonth() < day);
                    if (!there) throw new AssertionError(anchor + " has a boundary on " + date);
                    last = period;
                    checked++;
                }
                int n = random.nextInt(MONTHS);
                long days = ChronoUnit.DAYS.between(anchor.boundary(n), anchor.boundary(n + 1));
                var within = anchor.boundary(n).plusDays(random.nextLong(days));
                assertThat(anchor.indexOf(within))
                        .as("%s in %s", within, anchor)
                        .isEqualTo(n);
                assertThat(anchor.indexOf(anchor.boundary(n))).isEqualTo(n);
                assertThat(anchor.indexOf(anchor.boundary(n).minusDays(1))).isEqualTo(n - 1);
            }
        }
        assertThat(checked).isGreaterThan(590 * 31 * MONTHS);
    }
}
