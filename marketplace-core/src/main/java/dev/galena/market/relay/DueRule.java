package dev.galena.market.relay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How long a holder has. The day it begins on does not count, and it ends with its last day, both by the clocks of
 * {@code zone}.
 *
 * @param reference rule set, kind and version: {@code eu-gdpr/revocation@1}
 * @param calendar of {@link Unit#BUSINESS_DAYS}, else null
 */
record DueRule(
        String reference, int amount, Unit unit, @Nullable BusinessDays calendar, ZoneId zone) {

    enum Unit {
        BUSINESS_DAYS,
        DAYS,
        MONTHS
    }

    DueRule {
        if ((unit == Unit.BUSINESS_DAYS) != (calendar != null))
            throw new IllegalArgumentException("business days, and they only, have a calendar");
    }

    /** The first instant that is too late. */
    Instant due(Instant begin) {
        return last(begin.atZone(zone).toLocalDate())
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }

    private LocalDate last(LocalDate first) {
        if (calendar != null) return calendar.after(first, amount);
        return unit == Unit.MONTHS ? first.plusMonths(amount) : first.plusDays(amount);
    }
}
