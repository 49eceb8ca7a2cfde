package dev.galena.billing.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form of RFC 8785: names sorted by UTF-16 code units, no blanks, the shortest escapes. Takes maps, lists, text,
 * whole numbers and booleans; a null in a map is left out.
 */
final class Canonical {

    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String LETTERS = "btnfr\"\\";

    /** Beyond it other readers of JSON round. */
    private static final long EXACT_MAX = 1L << 53;

    private Canonical() {}

    static byte[] bytes(Map<String, ?> object) {
        var out = new StringBuilder(1_024);
        write(object, out);
        return out.toString().getBytes(UTF_8);
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case String text -> quote(text, out);
            case Boolean yes -> out.append(yes);
            case Integer number -> out.append(number);
            case Long number when Math.abs(number) <= EXACT_MAX -> out.append(number);
            case List<?> list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) out.append(',');
                    write(list.get(i), out);
                }
                out.append(']');
            }
            case Map<?, ?> map -> object(map, out);
            default -> throw new IllegalArgumentException("not for JSON here: " + value);
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((name, value) -> {
            if (value != null) sorted.put((String) name, value);
        });
        out.append('{');
        boolean first = true;
        for (var field : sorted.entrySet()) {
            if (!first) out.append(',');
            first = false;
            quote(field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
        }
        out.append('}');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = SHORT.indexOf(c);
            if (known >= 0) out.append('\\').append(LETTERS.charAt(known));
            else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
