package dev.galena.consent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (RFC 8785) of maps, lists, strings, booleans, null and integers that a double holds exactly. Fractions are
 * refused: nothing we log needs them. UUIDs, instants and digests become strings.
 */
final class Canonical {

    private static final long INTEGER_MAX = (1L << 53) - 1;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** What follows the backslash; 0: written as it is, u: as four digits. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[1_200];
    private int length;

    /** For one object after another; not for several threads. */
    Canonical() {}

    static byte[] bytes(Map<String, ?> object) {
        return new Canonical().of(object);
    }

    byte[] of(Map<String, ?> object) {
        length = 0;
        object(object);
        return Arrays.copyOf(bytes, length);
    }

    private void object(Map<String, ?> members) {
        write('{');
        boolean first = true;
        if (members instanceof SortedMap<String, ?> sorted && sorted.comparator() == null) {
            for (var member : sorted.entrySet()) {
                member(first, member.getKey(), member.getValue());
                first = false;
            }
        } else {
            // String's own order is that of UTF-16 code units, as the RFC wants.
            var names = members.keySet().toArray(String[]::new);
            Arrays.sort(names);
            for (var name : names) {
                member(first, name, members.get(name));
                first = false;
            }
        }
        write('}');
    }

    private void member(boolean first, String name, @Nullable Object value) {
        if (!first) write(',');
        string(name);
        write(':');
        value(value);
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> ascii("null");
            case String s -> string(s);
            case Boolean b -> ascii(b.toString());
            case Long n -> integer(n);
            case Integer n -> integer(n);
            case Short n -> integer(n);
            case UUID id -> quoted(id.toString());
            case Instant at -> quoted(at.toString());
            case Digest digest -> quoted(digest.hex());
            case List<?> list -> array(list);
            case Map<?, ?> map -> object(named(map));
            default -> throw new IllegalArgumentException("no canonical form for " + value.getClass());
        }
    }

    @SuppressWarnings("unchecked") // a name that is no string raises where it is written
    private static Map<String, ?> named(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    private void array(List<?> items) {
        write('[');
        boolean first = true;
        for (var item : items) {
            if (!first) write(',');
            first = false;
            value(item);
        }
        write(']');
    }

    private void integer(long n) {
        if (n > INTEGER_MAX || n < -INTEGER_MAX) throw new IllegalArgumentException("not exact as a double: " + n);
        ascii(Long.toString(n));
    }

    private void quoted(String plain) {
        write('"');
        ascii(plain);
        write('"');
    }

    private void string(String text) {
        write('"');
        int plain = plain(text);
        if (plain < text.length()) notPlain(text, plain);
        write('"');
    }

    /** Writes the characters that stand for themselves, up to the first that does not; tells where that is. */
    private int plain(String text) {
        room(text.length());
        byte[] to = bytes;
        int at = length;
        int n = text.length();
        int i = 0;
        for (; i < n; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPES[c] != 0) break;
            to[at + i] = (byte) c;
        }
        length = at + i;
        return i;
    }

    private void notPlain(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                byte escape = ESCAPES[c];
                if (escape == 0) write(c);
                else escaped(c, escape);
            } else if (Character.isSurrogate(c)) {
                int point = text.codePointAt(i++);
                if (point < 0x10000) throw new IllegalArgumentException("half of a surrogate pair");
                write(0xF0 | (point >> 18));
                continued(point >> 12);
                continued(point >> 6);
                continued(point);
            } else if (c < 0x800) {
                write(0xC0 | (c >> 6));
                continued(c);
            } else {
                write(0xE0 | (c >> 12));
                continued(c >> 6);
                continued(c);
            }
        }
    }

    private void escaped(char c, byte escape) {
        write('\\');
        write(escape);
        if (escape == 'u') {
            ascii("00");
            write(HEX[c >> 4]);
            write(HEX[c & 15]);
        }
    }

    /** A continuation byte of UTF-8. */
    private void continued(int bits) {
        write(0x80 | (bits & 0x3F));
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void write(int b) {
        room(1);
        bytes[length++] = (byte) b;
    }

    private void room(int wanted) {
        if (length + wanted > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + wanted));
    }

    private static byte[] escapes() {
        var escapes = new byte[128];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
