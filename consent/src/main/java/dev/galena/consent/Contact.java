package dev.galena.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wish to reach a person, as {@link Standings} judges it.
 *
 * @param buyerName as the words shown must name it
 * @param soldToOthers another buyer has bought under this consent
 * @param channel null: by any that the consent gives
 * @param otherNumber it would go to another number than the one that was agreed to
 * @param zones where the person may be; null: no time of contact is asked about; empty: nobody knows
 * @param list a do-not-call list that was looked into; null: none
 */
public record Contact(
        String buyerName,
        boolean soldToOthers,
        @Nullable Channel channel,
        boolean otherNumber,
        Instant at,
        @Nullable Set<ZoneId> zones,
        @Nullable CallList list) {

    /** A version of a do-not-call list, and whether the number is on it. */
    public record CallList(LocalDate obtainedOn, boolean listed) {}

    /** A sale names neither channel nor time. */
    public static Contact sale(String buyerName, boolean soldToOthers, Instant now) {
        return new Contact(buyerName, soldToOthers, null, false, now, null, null);
    }

    Contact by(@Nullable Channel other) {
        return new Contact(buyerName, soldToOthers, other, otherNumber, at, zones, list);
    }

    /** The latest day it can be where the person is. */
    LocalDate lastDate() {
        if (zones == null || zones.isEmpty()) return at.atZone(ZoneOffset.UTC).toLocalDate();
        return zones.stream()
                .map(zone -> at.atZone(zone).toLocalDate())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
