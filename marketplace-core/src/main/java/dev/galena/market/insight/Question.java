package dev.galena.market.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know.
 *
 * @param party whose figures; null: everybody's, which only the operator may ask for
 * @param now nothing later has happened
 * @param from the first day
 * @param to the last day
 * @param by what rows stand for, as the report calls it
 * @param market of a report on prices: of all sellers, so that none is to be seen alone
 * @param buyer of a report on one side of the trade: the buyer's
 */
public record Question(
        @Nullable UUID party,
        Instant now,
        LocalDate from,
        LocalDate to,
        ZoneId zone,
        @Nullable String currency,
        @Nullable String by,
        @Nullable UUID batch,
        @Nullable String source,
        @Nullable String vertical,
        boolean exclusive,
        boolean market,
        boolean buyer) {

    public static final int DAYS_MAX = 92;
    public static final int DAYS = 28;

    public Question {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX)
            throw new IllegalArgumentException("from one to " + DAYS_MAX + " days");
    }

    Instant start() {
        return from.atStartOfDay(zone).toInstant();
    }

    /** Behind the last day. */
    Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    String by(String usually) {
        return by == null ? usually : by;
    }
}
