package dev.galena.consent.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kinds of file are kept. Found out from the bytes: what a sender calls them decides nothing. */
public enum Kind {
    HTML(1, "text/html", "html"),
    PNG(2, "image/png", "png"),
    PDF(3, "application/pdf", "pdf");

    private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PNG_END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
    private static final Pattern HTML_START = Pattern.compile(
            "\\A\\uFEFF?\\s*(?:<!--.{0,2000}?-->\\s*)*<(?:!doctype html|html|head|body)\\b.*", Pattern.DOTALL);
    private static final int HEAD_CHARS = 8_000;
    private static final int PDF_TAIL_BYTES = 1_024;

    private final int code;
    private final String mediaType;
    private final String ending;

    Kind(int code, String mediaType, String ending) {
        this.code = code;
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** Nothing where the bytes are none of these from the first to the last. */
    public static Optional<Kind> of(byte[] content) {
        if (starts(content, PNG_START)) return ends(content, PNG_END) ? Optional.of(PNG) : Optional.empty();
        if (starts(content, "%PDF-".getBytes(UTF_8))) return pdfEnds(content) ? Optional.of(PDF) : Optional.empty();
        return html(content) ? Optional.of(HTML) : Optional.empty();
    }

    private static boolean html(byte[] content) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            var head = text.substring(0, Math.min(text.length(), HEAD_CHARS)).toLowerCase(Locale.ROOT);
            return text.indexOf('\0') < 0 && HTML_START.matcher(head).matches();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Viewers take a file whose end mark is followed by a little. */
    private static boolean pdfEnds(byte[] content) {
        var tail = Arrays.copyOfRange(content, Math.max(0, content.length - PDF_TAIL_BYTES), content.length);
        return new String(tail, java.nio.charset.StandardCharsets.ISO_8859_1).contains("%%EOF");
    }

    private static boolean starts(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static boolean ends(byte[] content, byte[] end) {
        int from = content.length - end.length;
        return from >= 0 && Arrays.equals(content, from, content.length, end, 0, end.length);
    }

    static Kind stored(int code) {
        for (var kind : values()) if (kind.code == code) return kind;
        throw new IllegalArgumentException("no kind " + code);
    }

    short code() {
        return (short) code;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of file names, and as written in events and by the API. */
    public String ending() {
        return ending;
    }
}
