package dev.galena.market.vertical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The type of a field: reads text, never null and never blank, into the one form in which the value is kept. */
public sealed interface Kind {

    Reading read(String text);

    /** As the vertical's body names it. */
    String code();

    /** What happens to a word that is none of the options. */
    enum Other {
        /** It is kept as it came. Only for fields buyers don't see: anything could stand there. */
        KEEP,
        /** There is no value, and a warning. */
        DROP,
        /** The row is refused. */
        REJECT
    }

    /**
     * One of a list of options.
     *
     * @param byWord each option and each synonym, as written and in normal form, to the option
     */
    record Choice(List<String> options, Map<String, String> byWord, Other other) implements Kind {
        static final int LENGTH_MAX = 200;

        @Override
        public Reading read(String text) {
            String option = option(text);
            if (option != null) return new Reading.Value(option);
            if (other == Other.KEEP && text.length() <= LENGTH_MAX) return new Reading.Value(text.strip());
            String detail = "not one of the " + options.size() + " options";
            return other == Other.REJECT ? new Reading.Bad(detail) : new Reading.Dropped(detail);
        }

        @org.jspecify.annotations.Nullable
        String option(String text) {
            String exact = byWord.get(text);
            return exact != null ? exact : byWord.get(Words.normal(text));
        }

        @Override
        public String code() {
            return "enum";
        }
    }

    /**
     * A number within bounds.
     *
     * @param decimals digits kept after the point, by rounding; with none the value is a Long, else a Double
     */
    record Amount(double min, double max, int decimals) implements Kind {
        private static final Pattern WRITTEN =
                Pattern.compile("[-+]?(\\d{1,15}|\\d{1,3}(,\\d{3}){1,4})(\\.\\d{1,15})?");

        @Override
        public Reading read(String text) {
            String written = text.strip();
            if (!WRITTEN.matcher(written).matches()) return new Reading.Bad("not a number");
            var exact = new BigDecimal(written.indexOf(',') < 0 ? written : written.replace(",", ""));
            if (decimals == 0 && exact.stripTrailingZeros().scale() > 0) return new Reading.Bad("not a whole number");
            double value = exact.setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
            if (value < min || value > max) return new Reading.Bad("not between " + plain(min) + " and " + plain(max));
            return new Reading.Value(decimals == 0 ? (Object) exact.longValue() : (Object) value);
        }

        private static String plain(double bound) {
            return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
        }

        @Override
        public String code() {
            return "number";
        }
    }

    record YesNo() implements Kind {
        @Override
        public Reading read(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "yes", "y", "true", "t", "1", "on" -> new Reading.Value(true);
                case "no", "n", "false", "f", "0", "off" -> new Reading.Value(false);
                default -> new Reading.Bad("neither yes nor no");
            };
        }

        @Override
        public String code() {
            return "boolean";
        }
    }

    /** A calendar day, kept as ISO 8601 text. */
    record Day() implements Kind {
        @Override
        public Reading read(String text) {
            try {
                String written = text.strip();
                return new Reading.Value(LocalDate.parse(
                                written.length() > 10 && written.charAt(10) == 'T' ? written.substring(0, 10) : written)
                        .toString());
            } catch (DateTimeParseException e) {
                return new Reading.Bad("not a date like 2026-01-31");
            }
        }

        @Override
        public String code() {
            return "date";
        }
    }

    record Text(int lengthMax) implements Kind {
        @Override
        public Reading read(String text) {
            String stripped = text.strip();
            if (stripped.length() > lengthMax) return new Reading.Bad("longer than " + lengthMax + " characters");
            return stripped.indexOf('\0') >= 0 ? new Reading.Bad("contains NUL") : new Reading.Value(stripped);
        }

        @Override
        public String code() {
            return "text";
        }
    }
}
