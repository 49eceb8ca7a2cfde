package dev.galena.market.suppression;

import dev.galena.market.suppression.SuppressFile.BadFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of delimited text (RFC 4180) in UTF-8, one after the other. The delimiter is the one of comma, semicolon and tab that
 * comes first. Empty rows are passed over; a quote that is never closed ends at the limit of a cell.
 */
final class Cells {
    static final int CELL_CHARS_MAX = 1_000;
    private static final int CELLS_MAX = 200;

    private final BufferedReader in;
    private char delimiter;
    private long row;

    Cells(InputStream bytes) {
        in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /** Null at the end. */
    @Nullable
    List<String> next() throws IOException, BadFile {
        while (true) {
            var cells = row();
            if (cells == null) return null;
            if (cells.size() > 1 || !cells.getFirst().isBlank()) return cells;
        }
    }

    private @Nullable List<String> row() throws IOException, BadFile {
        row++;
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        for (int read = in.read(); ; read = in.read()) {
            if (read < 0) {
                if (quoted) throw new BadFile("unclosed-quote", row);
                if (cells.isEmpty() && cell.isEmpty() && !closed) return null;
                cells.add(text(cell));
                return cells;
            }
            char c = (char) read;
            if (c == 0) throw new BadFile("not-text", row);
            if (quoted) {
                if (c != '"') append(cell, c);
                else if (peek() == '"') append(cell, (char) in.read());
                else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
            } else if (c == '\n') {
                cells.add(text(cell));
                return cells;
            } else if (divides(c)) {
                cells.add(text(cell));
                cell.setLength(0);
                if (cells.size() >= CELLS_MAX) throw new BadFile("too-many-columns", row);
            } else if (c != '\r') {
                append(cell, c);
            }
        }
    }

    private boolean divides(char c) {
        if (delimiter == 0 && (c == ',' || c == ';' || c == '\t')) delimiter = c;
        return c == delimiter;
    }

    private void append(StringBuilder cell, char c) throws BadFile {
        if (cell.length() >= CELL_CHARS_MAX) throw new BadFile("cell-too-long", row);
        cell.append(c);
    }

    private int peek() throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next;
    }

    /** Without the mark that some programs put at the beginning of a file. */
    private String text(StringBuilder cell) {
        String text = cell.toString().strip();
        return row == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
