package dev.galena.consent;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words a person was shown, addressed by the SHA-256 of their UTF-8 bytes. Never changed. */
public final class Notice {

    public static final int CHARS_MAX = 20_000;

    private final Digest id;
    private final String language;
    private final String text;
    private final String plain;

    Notice(Digest id, String language, String text) {
        this.id = id;
        this.language = language;
        this.text = text;
        this.plain = plain(text);
    }

    public static Notice of(String language, String text) {
        return new Notice(idOf(text), language, text);
    }

    static Digest idOf(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public Digest id() {
        return id;
    }

    public String language() {
        return language;
    }

    public String text() {
        return text;
    }

    /** Whether the words contain the phrase, whatever the case and the white space. A blank phrase is never contained. */
    public boolean contains(String phrase) {
        String wanted = plain(phrase);
        return !wanted.isEmpty() && plain.contains(wanted);
    }

    /** The text with each half of a surrogate pair, which UTF-8 cannot carry, replaced by U+FFFD. */
    static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) continue;
            if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                i++;
            } else {
                if (repaired == null) repaired = new StringBuilder(text);
                repaired.setCharAt(i, '\uFFFD');
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = !plain.isEmpty();
            } else {
                if (gap) plain.append(' ');
                gap = false;
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Notice that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Notice[" + id + "]";
    }
}
