package dev.galena.billing.recurring;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Where the months of a contract begin: on the day of the month of {@code start}, or on a month's last day where it has no such
 * day. Each boundary is computed from the start, never from the one before it, so that the 31st comes back after February.
 *
 * @param zone whose dates these are; a date begins there at midnight, or when its first moment is
 */
public record Anchor(LocalDate start, ZoneId zone) {

    /** The first date of period {@code n}, the first period being 0. */
    public LocalDate boundary(int n) {
        YearMonth month = YearMonth.from(start).plusMonths(n);
        return month.atDay(Math.min(start.getDayOfMonth(), month.lengthOfMonth()));
    }

    public Period period(int n) {
        return between(boundary(n), boundary(n + 1), zone);
    }

    /** The period that a date is in; negative before the start. */
    public int indexOf(LocalDate date) {
        int months = (int) ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(date));
        return boundary(months).isAfter(date) ? months - 1 : months;
    }

    /** From the first moment of a date to the first of another. */
    public static Period between(LocalDate from, LocalDate to, ZoneId zone) {
        return new Period(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }
}
