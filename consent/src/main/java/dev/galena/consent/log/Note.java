package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text that somebody signed: C2SP signed-note. Nothing in it counts before one of its signatures was verified by a key that
 * was known before.
 *
 * @param text ends with a newline
 */
public record Note(String text, List<Signature> signatures) {

    private static final int CHARS_MAX = 1_000_000;
    private static final int SIGNATURES_MAX = 100;
    private static final String LINE = "\u2014 ";

    /**
     * One line of signature.
     *
     * @param value base64 of the key's id and what it signed
     */
    public record Signature(String name, String value) {

        static Signature of(NoteKey key, byte[] signed) {
            return new Signature(
                    key.name(),
                    Base64Text.of(ByteBuffer.allocate(4 + signed.length)
                            .putInt(key.id())
                            .put(signed)
                            .array()));
        }

        public Signature {
            NoteKey.requireName(name);
            if (Base64Text.parse(value).length < 5) throw new IllegalArgumentException("a signature of " + value);
        }

        /** Whether it says to be by this key; whether it is, only {@link Note#signedBy} tells. */
        boolean claims(NoteKey key) {
            return name.equals(key.name())
                    && ByteBuffer.wrap(Base64Text.parse(value)).getInt() == key.id();
        }

        byte[] signed() {
            byte[] bytes = Base64Text.parse(value);
            return Arrays.copyOfRange(bytes, 4, bytes.length);
        }

        String line() {
            return LINE + name + ' ' + value + '\n';
        }
    }

    public Note {
        if (!text.endsWith("\n") || text.length() > CHARS_MAX || !wellFormed(text)) {
            throw new IllegalArgumentException("not the text of a note");
        }
        signatures = List.copyOf(signatures);
        if (signatures.size() > SIGNATURES_MAX) throw new IllegalArgumentException("too many signatures");
    }

    /** Reads a signed note.
     *
     * @throws IllegalArgumentException when it is none */
    public static Note parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) throw new IllegalArgumentException("a note without signatures");
        return new Note(note.substring(0, end + 1), signatures(note.substring(end + 2)));
    }

    /** Reads lines of signature, as witnesses answer. */
    static List<Signature> signatures(String lines) {
        if (lines.isEmpty()) throw new IllegalArgumentException("no signatures");
        var signatures = new ArrayList<Signature>();
        for (var line : lines.substring(0, lines.length() - 1).split("\n", SIGNATURES_MAX + 1)) {
            int space = line.indexOf(' ', LINE.length());
            if (!line.startsWith(LINE) || space < 0) throw new IllegalArgumentException("not a signature: " + line);
            signatures.add(new Signature(line.substring(LINE.length(), space), line.substring(space + 1)));
        }
        return signatures;
    }

    /** Whether this key signed it. A signature that only says so makes the whole note worthless. */
    public boolean signedBy(NoteKey key) {
        var claims = signatures.stream().filter(s -> s.claims(key)).toList();
        return !claims.isEmpty()
                && claims.stream()
                        .allMatch(s -> key.cosigns()
                                ? Cosignature.of(s)
                                        .filter(c -> c.verifies(key, text))
                                        .isPresent()
                                : key.verifies(text.getBytes(UTF_8), s.signed()));
    }

    public Note with(Signature signature) {
        var more = new ArrayList<>(signatures);
        more.add(signature);
        return new Note(text, more);
    }

    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(s -> note.append(s.line()));
        return note.toString();
    }

    private static boolean wellFormed(String text) {
        return text.chars().allMatch(c -> c >= 0x20 || c == '\n')
                && UTF_8.newEncoder().canEncode(text);
    }
}
