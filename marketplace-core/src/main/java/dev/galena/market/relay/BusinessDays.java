package dev.galena.market.relay;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A calendar of weekends and holidays that holds for every year: rules, no list of dates. */
record BusinessDays(Set<DayOfWeek> weekend, Map<DayOfWeek, Integer> observed, List<Holiday> holidays) {

    /** More in a row without one would be a calendar of holidays only. */
    private static final int REST_MAX = 30;

    BusinessDays {
        weekend = Set.copyOf(weekend);
        observed = Map.copyOf(observed);
        holidays = List.copyOf(holidays);
    }

    /** Kept once a year, or not before the year it was made. */
    sealed interface Holiday {
        Optional<LocalDate> in(int year);
    }

    record Fixed(int month, int day, int since) implements Holiday {
        @Override
        public Optional<LocalDate> in(int year) {
            return year < since ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
        }
    }

    /** {@code nth}: −1 is the month's last. */
    record Nth(int month, DayOfWeek weekday, int nth, int since) implements Holiday {
        @Override
        public Optional<LocalDate> in(int year) {
            if (year < since) return Optional.empty();
            return Optional.of(LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday)));
        }
    }

    static BusinessDays parse(JsonObject body) {
        var weekend = EnumSet.noneOf(DayOfWeek.class);
        body.getJsonArray("weekend").forEach(day -> weekend.add(DayOfWeek.valueOf(day.toString())));
        var observed = new EnumMap<DayOfWeek, Integer>(DayOfWeek.class);
        var shifts = body.getJsonObject("observed", new JsonObject());
        shifts.fieldNames().forEach(day -> observed.put(DayOfWeek.valueOf(day), shifts.getInteger(day)));
        var fixed = objects(body, "fixed")
                .map(h -> new Fixed(h.getInteger("month"), h.getInteger("day"), h.getInteger("since", 0)));
        var nth = objects(body, "nth")
                .map(h -> new Nth(
                        h.getInteger("month"),
                        DayOfWeek.valueOf(h.getString("weekday")),
                        h.getInteger("nth"),
                        h.getInteger("since", 0)));
        return new BusinessDays(
                weekend,
                observed,
                java.util.stream.Stream.<Holiday>concat(fixed, nth).toList());
    }

    private static java.util.stream.Stream<JsonObject> objects(JsonObject body, String name) {
        var array = body.getJsonArray(name, new JsonArray());
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject);
    }

    boolean isBusinessDay(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !isHoliday(day);
    }

    /** Also a day on which a holiday is kept that falls on a weekend: New Year's Day perhaps in the year before. */
    boolean isHoliday(LocalDate day) {
        return holidays.stream()
                .anyMatch(holiday -> IntStream.rangeClosed(day.getYear(), day.getYear() + 1)
                        .mapToObj(holiday::in)
                        .flatMap(Optional::stream)
                        .map(this::kept)
                        .anyMatch(day::equals));
    }

    private LocalDate kept(LocalDate holiday) {
        return holiday.plusDays(observed.getOrDefault(holiday.getDayOfWeek(), 0));
    }

    /** The {@code n}-th business day after this one, which itself does not count. */
    LocalDate after(LocalDate day, int n) {
        LocalDate at = day;
        for (int left = n, rest = 0; left > 0; ) {
            at = at.plusDays(1);
            if (isBusinessDay(at)) {
                left--;
                rest = 0;
            } else if (++rest > REST_MAX) {
                throw new IllegalStateException("a calendar without business days");
            }
        }
        return at;
    }
}
