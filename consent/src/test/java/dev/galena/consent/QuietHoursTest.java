package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight to nine by the clock where the person is, also on the days on which the clocks change. */
class QuietHoursTest {

    private static final QuietHours HOURS =
            new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0), Set.of(Channel.CALL, Channel.SMS));

    /** The zones are short for America/…; the last column is the first moment that is allowed. */
    @ParameterizedTest
    @CsvSource({
        // an ordinary day in winter: New York is five hours behind
        "2026-03-03T13:00:00Z, New_York, 2026-03-03T13:00:00Z",
        "2026-03-03T12:59:59Z, New_York, 2026-03-03T13:00:00Z",
        "2026-03-04T01:59:59Z, New_York, 2026-03-04T01:59:59Z",
        "2026-03-04T02:00:00Z, New_York, 2026-03-04T13:00:00Z",
        // the night the clocks go forward, 8 March 2026 at two: eight is an hour earlier
        "2026-03-08T02:00:00Z, New_York, 2026-03-08T12:00:00Z",
        "2026-03-08T11:59:59Z, New_York, 2026-03-08T12:00:00Z",
        // and back, 1 November 2026
        "2026-11-01T01:00:00Z, New_York, 2026-11-01T13:00:00Z",
        "2026-11-01T12:59:59Z, New_York, 2026-11-01T13:00:00Z",
        // Arizona has no summer time, the Navajo Nation has: both count
        "2026-07-01T14:30:00Z, Phoenix, 2026-07-01T15:00:00Z",
        "2026-07-02T03:30:00Z, Phoenix Denver, 2026-07-02T15:00:00Z",
        // coast to coast: from eight in Los Angeles to nine in New York
        "2026-01-15T14:00:00Z, New_York Los_Angeles, 2026-01-15T16:00:00Z",
        "2026-01-16T01:59:59Z, New_York Los_Angeles, 2026-01-16T01:59:59Z",
        "2026-01-16T02:00:00Z, New_York Los_Angeles, 2026-01-16T16:00:00Z"
    })
    void theFirstMomentFromThisOn(String at, String zones, String allowedFrom) {
        var places = zones(zones);
        var asked = Instant.parse(at);
        var next = Instant.parse(allowedFrom);
        assertThat(HOURS.next(asked, places)).contains(next);
        var standing = HOURS.against(new Contact("x", false, Channel.SMS, false, asked, places, null));
        if (asked.equals(next)) assertThat(standing).isEmpty();
        else assertThat(standing).contains(new Standing.Quiet(next));
    }

    @ParameterizedTest
    @CsvSource({"EMAIL, false", "CALL, true", "SMS, true", "PRERECORDED, false"})
    void onlyOnTheChannelsTheyAreMadeFor(Channel channel, boolean quiet) {
        var night = Instant.parse("2026-03-03T08:00:00Z");
        var contact = new Contact("x", false, channel, false, night, zones("New_York"), null);
        assertThat(HOURS.against(contact).isPresent()).isEqualTo(quiet);
        var nowhere = new Contact("x", false, channel, false, night, Set.of(), null);
        assertThat(HOURS.against(nowhere).isPresent()).isEqualTo(quiet);
        var unasked = new Contact("x", false, channel, false, night, null, null);
        assertThat(HOURS.against(unasked)).isEmpty();
    }

    /** Hours of the day rather than of the night; and zones that never agree. */
    @ParameterizedTest
    @CsvSource({"11:59, false", "12:00, true", "12:59, true", "13:00, false"})
    void anHourAtNoon(String time, boolean quiet) {
        var noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(13, 0), Set.of(Channel.CALL));
        var at = Instant.parse("2026-03-03T" + time + ":00Z");
        assertThat(noon.clocks(at, Set.of(ZoneId.of("UTC"))).getFirst().quiet()).isEqualTo(quiet);
        var mostOfTheDay = new QuietHours(LocalTime.of(9, 0), LocalTime.of(8, 0), Set.of(Channel.CALL));
        assertThat(mostOfTheDay.next(at, Set.of(ZoneId.of("UTC"), ZoneId.of("Asia/Tokyo"))))
                .isEmpty();
    }

    private static Set<ZoneId> zones(String names) {
        return Arrays.stream(names.split(" "))
                .map(name -> ZoneId.of("America/" + name))
                .collect(Collectors.toSet());
    }
}
