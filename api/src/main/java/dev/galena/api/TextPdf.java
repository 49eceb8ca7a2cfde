package dev.galena.api;

import com.ibm.icu.text.Bidi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Plain text on pages of A4, in one embedded font (Liberation Sans: Latin, Greek, Cyrillic, Hebrew). What the font lacks, as
 * Arabic, Chinese or emoji, is written as its code point, {@code [U+0645]}: nothing breaks, and nothing is dropped.
 */
final class TextPdf implements AutoCloseable {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 50;
    private static final float SIZE = 9;
    private static final float HEADING = 13;
    private static final float LEADING = 1.35f;
    private static final float COLUMN = 75;
    private static final int PAGES_MAX = 2_000;

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private final CmapLookup glyphs;
    private PDPageContentStream page;
    private float y;

    TextPdf(String title) {
        try {
            TrueTypeFont parsed;
            try (var in = Objects.requireNonNull(TextPdf.class.getResourceAsStream(FONT), FONT)) {
                parsed = new TTFParser().parse(new RandomAccessReadBuffer(in));
            }
            glyphs = parsed.getUnicodeCmapLookup();
            font = PDType0Font.load(document, parsed, true);
            document.getDocumentInformation().setTitle(title);
            page = newPage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void heading(String text) {
        y -= SIZE;
        write(text, HEADING, 0);
    }

    void line(String label, String value) {
        write(label + ": " + value, SIZE, 0);
    }

    void detail(String text) {
        write(text, SIZE, 14);
    }

    /** A line of a table, its values at the right edge of their columns; a long text goes on below them. */
    void row(String text, String... values) {
        try {
            float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
            float left = width - values.length * COLUMN;
            boolean first = true;
            for (String part : wrapped(readable(text), SIZE, left)) {
                advance(SIZE);
                show(part, SIZE, MARGIN);
                for (int i = 0; first && i < values.length; i++) {
                    String value = readable(values[i]);
                    float wide = font.getStringWidth(value) / 1000 * SIZE;
                    show(value, SIZE, MARGIN + left + (i + 1) * COLUMN - wide);
                }
                first = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same text under the same number gives the same bytes; without one the time of writing is in them. */
    void identify(long number) {
        document.setDocumentId(number);
    }

    byte[] bytes() {
        try {
            page.close();
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text, float size, float indent) {
        try {
            for (String line : wrapped(readable(text), size, PDRectangle.A4.getWidth() - 2 * MARGIN - indent)) {
                advance(size);
                show(line, size, MARGIN + indent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void advance(float size) throws IOException {
        if (y < MARGIN + size) {
            page.close();
            page = newPage();
        }
        y -= size * LEADING;
    }

    private void show(String line, float size, float x) throws IOException {
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(visual(line));
        page.endText();
    }

    private PDPageContentStream newPage() throws IOException {
        if (document.getNumberOfPages() >= PAGES_MAX)
            throw new IllegalArgumentException("more than " + PAGES_MAX + " pages");
        var sheet = new PDPage(PDRectangle.A4);
        document.addPage(sheet);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, sheet);
    }

    /** Blanks for line ends and tabs; code points for what cannot be shown, invisible controls among it. */
    private String readable(String text) {
        var readable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) readable.append(' ');
            else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || glyphs.getGlyphId(c) == 0)
                readable.append("[U+%04X]".formatted(c));
            else readable.appendCodePoint(c);
        });
        return readable.toString();
    }

    private List<String> wrapped(String text, float size, float width) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        float used = 0;
        for (int i = 0; i < text.length(); ) {
            String one = Character.toString(text.codePointAt(i));
            float wide = font.getStringWidth(one) / 1000 * size;
            if (used + wide > width && !line.isEmpty()) {
                int blank = line.lastIndexOf(" ");
                String rest = blank > 0 ? line.substring(blank + 1) : "";
                lines.add(blank > 0 ? line.substring(0, blank) : line.toString());
                line = new StringBuilder(rest);
                used = font.getStringWidth(rest) / 1000 * size;
            }
            line.append(one);
            used += wide;
            i += one.length();
        }
        lines.add(line.toString());
        return lines;
    }

    /** In the order in which it is read from left to right, whatever the script. */
    private static String visual(String line) {
        if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) return line;
        return new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT)
                .writeReordered(Bidi.DO_MIRRORING | Bidi.KEEP_BASE_COMBINING);
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
