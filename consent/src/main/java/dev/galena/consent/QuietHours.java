package dev.galena.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When nobody is to be called or texted, by the clock where the person is. Somebody who may be in several zones is let be while
 * it is quiet in any of them.
 *
 * @param from when it begins; at this moment it is quiet already
 * @param to when it ends; at this moment it is over
 * @param channels it is asked for
 */
public record QuietHours(LocalTime from, LocalTime to, Set<Channel> channels) {

    private static final Duration SEARCHED = Duration.ofDays(3);

    public QuietHours {
        channels = Set.copyOf(channels);
        if (from.equals(to)) throw new IllegalArgumentException("quiet hours begin and end at " + from);
    }

    /** The clock in one zone. */
    public record Clock(ZoneId zone, LocalTime time, boolean quiet) {}

    Optional<Standing> against(Contact contact) {
        var zones = contact.zones();
        if (zones == null || contact.channel() == null || !channels.contains(contact.channel()))
            return Optional.empty();
        if (zones.isEmpty()) return Optional.of(new Standing.PlaceUnknown());
        return clocks(contact.at(), zones).stream().anyMatch(Clock::quiet)
                ? Optional.of(new Standing.Quiet(next(contact.at(), zones).orElse(null)))
                : Optional.empty();
    }

    /** In each of these zones, in the order of their names. */
    public List<Clock> clocks(Instant at, Set<ZoneId> zones) {
        return zones.stream()
                .sorted(Comparator.comparing(ZoneId::getId))
                .map(zone -> {
                    var time = at.atZone(zone).toLocalTime();
                    return new Clock(zone, time, quiet(time));
                })
                .toList();
    }

    /** The first moment from this one on at which it is quiet nowhere; nothing if there is none in three days. */
    public Optional<Instant> next(Instant at, Set<ZoneId> zones) {
        if (!quietAnywhere(at, zones)) return Optional.of(at);
        var until = at.plus(SEARCHED);
        // It gets loud somewhere where quiet ends there: nothing else can be the first moment.
        return zones.stream()
                .flatMap(zone -> at.atZone(zone)
                        .toLocalDate()
                        .datesUntil(until.atZone(zone).toLocalDate().plusDays(1))
                        .map(day -> day.atTime(to).atZone(zone).toInstant()))
                .filter(moment -> !moment.isBefore(at) && !quietAnywhere(moment, zones))
                .min(Comparator.naturalOrder());
    }

    private boolean quietAnywhere(Instant at, Set<ZoneId> zones) {
        return zones.stream().anyMatch(zone -> quiet(at.atZone(zone).toLocalTime()));
    }

    private boolean quiet(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
