package dev.galena.billing.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.billing.Money;
import dev.galena.billing.payment.ProviderLine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A statement as a table (RFC 4180, comma or semicolon) with a heading: {@code date} (ISO), {@code amount} (with a point; negative:
 * money that left), {@code currency}, {@code text}, and {@code id} if the bank numbers its lines. Without an id a line is known by what
 * it says and by how many equal ones came before it in the file.
 */
final class BankCsv {

    private static final int LINES_MAX = 100_000;
    private static final List<String> REQUIRED = List.of("date", "amount", "currency", "text");

    private BankCsv() {}

    static List<ProviderLine> read(byte[] file) {
        var rows = rows(text(file));
        if (rows.isEmpty()) throw new Unreadable("the file is empty");
        var heading = rows.getFirst().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (var name : REQUIRED) {
            if (!heading.contains(name)) throw new Unreadable("the heading lacks " + name);
        }
        var equals = new HashMap<String, Integer>();
        var lines = new ArrayList<ProviderLine>();
        for (int i = 1; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.size() != heading.size()) throw new Unreadable("line " + (i + 1) + " has " + row.size() + " cells");
            var cells = new HashMap<String, String>();
            for (int c = 0; c < row.size(); c++)
                cells.put(heading.get(c), row.get(c).strip());
            lines.add(line(cells, i + 1, equals));
        }
        return lines;
    }

    private static ProviderLine line(Map<String, String> cells, int number, Map<String, Integer> equals) {
        try {
            Money amount = Camt053.money(get(cells, "amount"), get(cells, "currency"));
            var said = get(cells, "date") + "|" + amount + "|" + get(cells, "text");
            var id = cells.getOrDefault("id", "");
            if (id.isEmpty()) id = digest(said + "|" + equals.merge(said, 1, Integer::sum));
            if (id.length() > 255) throw new Unreadable("line " + number + ": the id is too long");
            return new ProviderLine(
                    id,
                    amount.minorUnits() < 0 ? "debit" : "credit",
                    "",
                    amount,
                    Money.zero(amount.currency()),
                    Camt053.day(get(cells, "date")),
                    get(cells, "text"));
        } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException e) {
            throw new Unreadable("line " + number + " cannot be read: " + e.getMessage());
        }
    }

    private static String get(Map<String, String> cells, String name) {
        return cells.getOrDefault(name, "");
    }

    private static String text(byte[] file) {
        try {
            var text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8");
        }
    }

    private static List<List<String>> rows(String text) {
        int end = text.indexOf('\n');
        char separator = text.substring(0, end < 0 ? text.length() : end).indexOf(';') >= 0 ? ';' : ',';
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') cell.append(c);
                else if (i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(i++));
                else quoted = false;
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                end(rows, row, cell);
                row = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) throw new Unreadable("a quote is not closed");
        end(rows, row, cell);
        return rows;
    }

    private static void end(List<List<String>> rows, List<String> row, StringBuilder cell) {
        row.add(cell.toString());
        cell.setLength(0);
        if (row.size() == 1 && row.getFirst().isBlank()) return;
        if (rows.size() > LINES_MAX) throw new Unreadable("more than " + LINES_MAX + " lines");
        rows.add(row);
    }

    private static String digest(String said) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
