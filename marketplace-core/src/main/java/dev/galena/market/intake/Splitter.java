package dev.galena.market.intake;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of characters into blocks of whole records, and knows no more of CSV than it takes to see where a record
 * ends: CR, LF or CRLF outside quotes. So memory stays bounded whatever the file holds, and the blocks are parsed in
 * parallel. Lines without any value are no rows.
 *
 * <p>A quote that is never closed would swallow the rest of the file. When the limit for a row is reached inside quotes, the
 * row is broken and reading goes on after its first line. That may happen {@link #PATIENCE} times before the text read so far
 * is used up; from then on to its end, quotes hold no line ends. So no text is read more often than that.
 */
final class Splitter {
    private static final int BLOCK_ROWS = 500;
    private static final int BLOCK_CHARS = 512 << 10;
    private static final int BEGINNING_CHARS = 32 << 10;
    private static final int PATIENCE = 16;

    private final Reader reader;
    private final int rowCharsMax;
    private final int columnsMax;
    private final boolean quotes;
    private final char delimiter;

    private char[] buffer = new char[32 << 10];
    private int start; // of what is not handed out yet
    private int end;
    private boolean atEnd;
    private long row = 1;
    private long passed; // characters before the buffer
    private int brokenOff; // rows whose quote was not closed, since the text was last read for the first time
    private long readOnceUpTo;

    /** For CSV. */
    Splitter(Reader reader, char delimiter, Limits limits) {
        this(reader, true, delimiter, limits);
    }

    private Splitter(Reader reader, boolean quotes, char delimiter, Limits limits) {
        this.reader = reader;
        this.quotes = quotes;
        this.delimiter = delimiter;
        this.rowCharsMax = limits.rowCharsMax();
        this.columnsMax = limits.columnsMax();
    }

    /** For NDJSON: a line is a record. */
    static Splitter lines(Reader reader, Limits limits) {
        return new Splitter(reader, false, '\n', limits);
    }

    /** The next block, or null at the end. */
    @Nullable
    Block next() throws IOException {
        var text = new StringBuilder();
        List<Block.Broken> broken = new ArrayList<>(0);
        long first = row;
        int rows = 0;
        while (rows < BLOCK_ROWS && text.length() < BLOCK_CHARS) {
            if (brokenOff > 0 && passed + start >= readOnceUpTo) brokenOff = 0;
            int length = recordLength();
            if (length == 0) break;
            if (length > 0) {
                if (blank(length)) {
                    start += length;
                    continue;
                }
                if (cells > columnsMax) {
                    broken.add(broken("too-many-columns", "more than " + columnsMax + " cells", length));
                } else {
                    text.append(buffer, start, length);
                    if (atEnd && start + length == end) text.append('\n');
                }
                start += length;
            } else {
                broken.add(breakOff());
            }
            rows++;
            row++;
        }
        return rows == 0 ? null : new Block(first, rows, text.toString(), broken);
    }

    /** Passes over the header. */
    void skipRecord() throws IOException {
        int length = recordLength();
        while (length > 0 && blank(length)) {
            start += length;
            length = recordLength();
        }
        if (length < 0) throw new BadFile("unknown-format", "the header has no end");
        start += length;
    }

    private int cells; // of the record just measured
    private boolean inQuotes; // where measuring stopped

    /** Length of the record at {@code start} with its line end; 0 at the end of the file; -1 when no end is in sight. */
    private int recordLength() throws IOException {
        int i = start;
        boolean fieldStart = true;
        boolean quoted = false; // in such a field every quote opens or closes, as in the parser
        inQuotes = false;
        cells = 1;
        while (true) {
            if (i == end) {
                int done = i - start;
                if (!fill()) {
                    i = start + done;
                    return inQuotes ? -1 : i - start;
                }
                i = start + done;
            }
            if (i - start > rowCharsMax) return -1;
            char c = buffer[i++];
            if (inQuotes) {
                i = inQuotes(i - 1);
                if (i < 0) return -1;
            } else if (c == '"' && quotes && (fieldStart || quoted)) {
                inQuotes = true;
                quoted = true;
                fieldStart = false;
            } else if (c == delimiter && quotes) {
                fieldStart = true;
                quoted = false;
                cells++;
            } else if (c == '\n') {
                return i - start;
            } else if (c == '\r') {
                return endAfterCarriageReturn(i);
            } else {
                fieldStart = false;
            }
        }
    }

    /** Runs behind the next quote or to the end of the buffer; -1 where the patience with open quotes is at its end. */
    private int inQuotes(int i) {
        boolean patient = brokenOff <= PATIENCE;
        while (i < end) {
            char c = buffer[i++];
            if (c == '"') {
                inQuotes = false;
                break;
            }
            if (!patient && (c == '\n' || c == '\r')) return -1;
        }
        return i;
    }

    private int endAfterCarriageReturn(int i) throws IOException {
        int length = i - start;
        if (i == end && !fill()) return length;
        return buffer[start + length] == '\n' ? length + 1 : length;
    }

    private boolean blank(int length) {
        for (int i = start; i < start + length; i++) {
            char c = buffer[i];
            if (c != '\n' && c != '\r' && c != ' ' && c != delimiter) return false;
        }
        return true;
    }

    private Block.Broken breakOff() throws IOException {
        boolean open = inQuotes;
        int lineEnd = firstLineEnd();
        // Not only where a quote is open: quotes that close and open again from line to line swallow a file as well.
        if (lineEnd >= 0 && brokenOff++ == 0) readOnceUpTo = passed + end;
        if (open && lineEnd >= 0) {
            var broken =
                    broken("quote-not-closed", "a quotation mark is opened here and never closed", lineEnd - start);
            start = lineEnd;
            return broken;
        }
        var broken = broken("row-too-long", "longer than " + rowCharsMax + " characters", end - start);
        skipLine();
        return broken;
    }

    private Block.Broken broken(String code, String detail, int length) {
        var beginning = new String(buffer, start, Math.min(length, BEGINNING_CHARS)).strip();
        return new Block.Broken(row, new Fault(code, "", detail), beginning);
    }

    private int firstLineEnd() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') return i + 1;
            if (buffer[i] == '\r') return i + 1 < end && buffer[i + 1] == '\n' ? i + 2 : i + 1;
        }
        return atEnd ? end : -1;
    }

    private void skipLine() throws IOException {
        do {
            int lineEnd = firstLineEnd();
            start = lineEnd < 0 ? end : lineEnd;
            if (lineEnd >= 0) return;
        } while (fill());
    }

    private boolean fill() throws IOException {
        if (atEnd) return false;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            passed += start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
        int n = reader.read(buffer, end, buffer.length - end);
        if (n < 0) atEnd = true;
        else end += n;
        return n > 0;
    }
}
