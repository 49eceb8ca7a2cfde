package dev.galena.billing.recurring;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** Divides all of time into periods, without gap or overlap. */
@FunctionalInterface
public interface Rhythm {

    /** The period that an instant is in. */
    Period at(Instant instant);

    /** Multiples of a length since 1970, in UTC: of an hour, the hours of the clock. */
    static Rhythm every(Duration length) {
        long millis = length.toMillis();
        if (millis < 1) throw new IllegalArgumentException("a rhythm of " + length);
        return instant -> {
            long start = Math.floorDiv(instant.toEpochMilli(), millis) * millis;
            return new Period(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + millis));
        };
    }

    /** Days of a place, from the first moment of a date to that of the next: 23 to 25 hours where clocks are changed. */
    static Rhythm daily(ZoneId zone) {
        return instant -> {
            LocalDate date = instant.atZone(zone).toLocalDate();
            return new Period(start(date, zone), start(date.plusDays(1), zone));
        };
    }

    /** Calendar months of a place. */
    static Rhythm monthly(ZoneId zone) {
        return instant -> {
            YearMonth month = YearMonth.from(instant.atZone(zone));
            return new Period(
                    start(month.atDay(1), zone), start(month.plusMonths(1).atDay(1), zone));
        };
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
