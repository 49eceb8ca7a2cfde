package dev.galena.api.http;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Predicate;

/** The formats openapi.yaml names. A format that is only a hint to the reader is let through. */
final class Formats {
    private Formats() {}

    static Schema check(String format) {
        return switch (format) {
            case "date-time" -> text("a time as in RFC 3339", Formats::time);
            case "date" -> text("a date as 2026-12-31", Formats::date);
            case "uri" -> text("an absolute address", Formats::uri);
            case "time-zone" -> text("a time zone of the tz database", Formats::zone);
            case "email", "password", "int32", "int64", "binary", "byte", "hostname" -> (value, at, faults) -> {};
            default ->
                throw new IllegalStateException("openapi.yaml uses the format " + format + ", which nobody checks");
        };
    }

    private static Schema text(String what, Predicate<String> fits) {
        return (value, at, faults) -> {
            if (value instanceof String text && !fits.test(text)) {
                faults.add(at.fault("field-invalid", "must be " + what));
            }
        };
    }

    private static boolean time(String text) {
        try {
            int year = OffsetDateTime.parse(text).getYear();
            return year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean date(String text) {
        try {
            int year = LocalDate.parse(text).getYear();
            return year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text);
    }

    private static boolean uri(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
