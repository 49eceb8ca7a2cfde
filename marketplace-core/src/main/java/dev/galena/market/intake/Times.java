package dev.galena.market.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the points in time that lead files hold: RFC 3339, the same with a blank, the American way of spreadsheets, and Unix
 * seconds or milliseconds. Without an offset a time is taken as UTC.
 */
final class Times {
    private static final int TEXT_MAX = 40;
    private static final int UTC_SECONDS_LENGTH = 20; // 2026-01-31T12:00:00Z
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final List<DateTimeFormatter> LOCAL = List.of(
            pattern("uuuu-MM-dd[ ]['T']HH:mm[:ss][.SSS]"),
            pattern("M/d/uuuu H:mm[:ss]"),
            pattern("M/d/uuuu h:mm[:ss] a"));
    private static final List<DateTimeFormatter> DAYS = List.of(pattern("uuuu-MM-dd"), pattern("M/d/uuuu"));

    private Times() {}

    private static DateTimeFormatter pattern(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.US);
    }

    /** Null when the text is no time after 1990. */
    static @Nullable Instant read(String text) {
        if (text.length() > TEXT_MAX) return null;
        Instant time = text.length() == UTC_SECONDS_LENGTH && text.charAt(19) == 'Z' ? plain(text) : null;
        if (time == null) time = withOffset(text);
        if (time == null) time = unix(text);
        if (time == null) time = local(text);
        return time == null || time.isBefore(EARLIEST) ? null : time;
    }

    /** The usual form, without the price of a formatter. */
    private static @Nullable Instant plain(String t) {
        if (t.charAt(4) != '-'
                || t.charAt(7) != '-'
                || t.charAt(10) != 'T'
                || t.charAt(13) != ':'
                || t.charAt(16) != ':') return null;
        try {
            return LocalDateTime.of(
                            number(t, 0, 4),
                            number(t, 5, 7),
                            number(t, 8, 10),
                            number(t, 11, 13),
                            number(t, 14, 16),
                            number(t, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static @Nullable Instant withOffset(String text) {
        if (text.length() < 16 || text.charAt(4) != '-') return null;
        String iso = text.charAt(10) == ' '
                ? text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "")
                : text;
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant unix(String text) {
        if (text.length() != 10 && text.length() != 13) return null;
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return null;
        long value = Long.parseLong(text);
        return text.length() == 10 ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
    }

    private static @Nullable Instant local(String text) {
        for (DateTimeFormatter format : LOCAL) {
            try {
                return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // the next one
            }
        }
        for (DateTimeFormatter format : DAYS) {
            try {
                return LocalDate.parse(text, format)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeException e) {
                // the next one
            }
        }
        return null;
    }
}
