package dev.galena.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values that occur nowhere by chance: each person has one of each kind, and any text can be searched for them. */
final class Canaries {
    private static final String MARK = "Zwxkanari";
    private static final String PHONE = "+1310520";
    private static final String IP = "2001:db8:ca1a:";
    private static final Pattern PLAIN =
            Pattern.compile("(?i)" + MARK + "[a-z]+(\\d{4})|1310520(\\d{4})|731052(\\d{4})|" + IP + "(\\d{4})");
    private static final List<String> CODED = Stream.of(MARK, MARK.toLowerCase(java.util.Locale.ROOT), PHONE, IP)
            .flatMap(Canaries::coded)
            .toList();

    private Canaries() {}

    /** Somebody with a canary wherever a value of a person may go. */
    record Person(int n) {
        String mark(String kind) {
            return MARK + kind + "%04d".formatted(n);
        }

        String phone() {
            return PHONE + "%04d".formatted(n);
        }

        /** A number: buyers may filter by it before they buy. */
        String motto() {
            return "731052" + "%04d".formatted(n);
        }

        String email() {
            return mark("mail") + "@example.com";
        }

        String ip() {
            return IP + "%04d".formatted(n) + "::1";
        }

        /** All of them, as {@link #found} names them. */
        Set<String> all() {
            var all = new TreeSet<String>();
            for (var kind : List.of("first", "last", "mail", "street", "city", "agent", "page", "sub", "diary"))
                all.add((MARK + kind + "%04d".formatted(n)).toLowerCase(java.util.Locale.ROOT));
            all.add(phone().substring(1));
            all.add(motto());
            all.add(IP + "%04d".formatted(n));
            return all;
        }
    }

    /** Whole canaries, in lower case. */
    static Set<String> found(String text) {
        var found = new TreeSet<String>();
        PLAIN.matcher(text).results().forEach(hit -> found.add(hit.group().toLowerCase(java.util.Locale.ROOT)));
        return found;
    }

    static Set<String> found(byte[] bytes) {
        return found(new String(bytes, ISO_8859_1));
    }

    /** Beginnings of canaries in hexadecimal or Base64, wherever in a longer value they stand. */
    static Set<String> coded(byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        var found = new TreeSet<String>();
        for (var form : CODED) if (text.contains(form)) found.add(form);
        return found;
    }

    private static Stream<String> coded(String mark) {
        byte[] bytes = mark.getBytes(US_ASCII);
        var hex = HexFormat.of().formatHex(bytes);
        return Stream.concat(
                Stream.of(hex, hex.toUpperCase(java.util.Locale.ROOT)),
                Stream.of(0, 1, 2).map(before -> base64(bytes, before)));
    }

    /** Those characters that do not depend on what stands before and behind. */
    private static String base64(byte[] mark, int before) {
        var padded = new byte[before + mark.length];
        System.arraycopy(mark, 0, padded, before, mark.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = (before * 8 + 5) / 6;
        int to = padded.length * 8 / 6;
        return text.substring(from, to);
    }
}
