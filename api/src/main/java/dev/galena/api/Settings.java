package dev.galena.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one and gathers whatever is wrong with any of them. */
final class Settings {
    private static final String OURS = "GALENA_";

    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> given) {
        this.given = given;
    }

    @Nullable
    String text(String key) {
        known.add(key);
        var value = given.get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String key, String otherwise) {
        return Optional.ofNullable(text(key)).orElse(otherwise);
    }

    int whole(String key, int otherwise, int min, int max) {
        return read(key, otherwise, "a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            return value >= min && value <= max ? value : null;
        });
    }

    boolean yes(String key, boolean otherwise) {
        return read(key, otherwise, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> null;
        });
    }

    Duration seconds(String key, int otherwise, int max) {
        return Duration.ofSeconds(whole(key, otherwise, 0, max));
    }

    <E extends Enum<E>> E one(String key, E otherwise) {
        var names = List.of(otherwise.getDeclaringClass().getEnumConstants());
        return read(
                key,
                otherwise,
                "one of " + names.toString().toLowerCase(Locale.ROOT),
                text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)));
    }

    /** Null or an exception of the reader is a problem. */
    <T> T read(String key, T otherwise, String expected, Function<String, @Nullable T> reader) {
        var text = text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            var value = reader.apply(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // said below; the value itself may be a secret
        }
        problems.add(key + " must be " + expected);
        return otherwise;
    }

    /** Null where it is not set, or a problem. */
    <T> @Nullable T readOrNull(String key, String expected, Function<String, T> reader) {
        return read(key, Optional.<T>empty(), expected, text -> Optional.of(reader.apply(text)))
                .orElse(null);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Every problem, unknown settings of ours among them. Call it after everything is read. */
    List<String> problems() {
        var all = new ArrayList<>(problems);
        for (var key : new TreeSet<>(given.keySet())) {
            if (key.startsWith(OURS) && !known.contains(key)) {
                all.add(key + " is not a setting" + suggestion(key));
            }
        }
        return all;
    }

    private String suggestion(String key) {
        return known.stream()
                .filter(candidate -> candidate.startsWith(OURS) && distance(key, candidate) <= 4)
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .map(candidate -> ": did you mean " + candidate + "?")
                .orElse("");
    }

    /** Levenshtein's: how many letters to change, add or drop. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
