package dev.galena.billing.postpaid;

import dev.galena.billing.recurring.Anchor;
import dev.galena.billing.recurring.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a buyer pays afterwards.
 *
 * @param cycle that is running; the n-th begins {@code n * days} after the start, whatever became of the others
 * @param dueAt when it ends; null: it is over
 */
public record Agreed(
        UUID partyId,
        Currency currency,
        int days,
        ZoneId zone,
        LocalDate start,
        int cycle,
        @Nullable Instant dueAt) {

    public static final Set<Integer> LENGTHS = Set.of(7, 14, 30);

    public Agreed {
        if (!LENGTHS.contains(days)) throw new IllegalArgumentException("a cycle of " + days + " days");
    }

    public Period span(int n) {
        return Anchor.between(start.plusDays((long) n * days), start.plusDays((n + 1L) * days), zone);
    }

    Agreed next() {
        return new Agreed(
                partyId, currency, days, zone, start, cycle + 1, span(cycle + 1).end());
    }
}
