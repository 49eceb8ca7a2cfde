package dev.galena.market.intake;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.galena.market.intake.JsonRows.BadLine;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out how a file is written, from its beginning and from what was counted over the whole of it. */
final class Sniffer {
    /** Bytes of the beginning that {@link #sniff} wants to see. */
    static final int HEAD_BYTES = 256 << 10;

    private static final String DELIMITERS = ",;\t|";
    private static final int RECORDS_READ = 50;
    private static final int COLUMN_NAME_MAX = 200;
    private static final int CONFIDENCE_MIN = 60;
    private static final Set<String> BELIEVED = Set.of(
            "windows-1250",
            "windows-1251",
            "windows-1254",
            "ISO-8859-2",
            "Shift_JIS",
            "GB18030",
            "Big5",
            "EUC-JP",
            "EUC-KR");
    /** What is data and never the name of a column: an address, a number, a date, a link. */
    private static final Pattern VALUE =
            Pattern.compile(".*@.*\\..*|[-+(]?[0-9][-0-9 ().:/,TZ+]*|https?://.*", Pattern.DOTALL);

    private final Limits limits;

    Sniffer(Limits limits) {
        this.limits = limits;
    }

    Format sniff(byte[] head, boolean whole, Utf8Tally tally, String contentType) {
        int bom = bomBytes(head);
        Charset charset = charset(head, bom, tally);
        String text = text(head, whole, bom, charset);
        if (text.isBlank()) throw new BadFile("file-empty", "the file holds no row");
        boolean json = contentType.contains("json")
                || (!contentType.contains("csv") && text.stripLeading().startsWith("{"));
        return json
                ? new Format(Format.Kind.NDJSON, charset.name(), bom, '\n', true, keys(text))
                : csv(text, charset, bom);
    }

    private static int bomBytes(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) return 3;
        return startsWith(head, 0xFE, 0xFF) || startsWith(head, 0xFF, 0xFE) ? 2 : 0;
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        if (head.length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) if ((head[i] & 0xFF) != bytes[i]) return false;
        return true;
    }

    private static Charset charset(byte[] head, int bom, Utf8Tally tally) {
        if (bom == 3) return StandardCharsets.UTF_8;
        if (bom == 2) return head[0] == (byte) 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        int[] nuls = new int[2];
        for (int i = 0; i < head.length; i++) if (head[i] == 0) nuls[i & 1]++;
        int many = head.length / 5; // of the half of all bytes that is zero in Western text
        if (nuls[0] > many && nuls[0] > 4 * nuls[1]) return StandardCharsets.UTF_16BE;
        if (nuls[1] > many && nuls[1] > 4 * nuls[0]) return StandardCharsets.UTF_16LE;
        return tally.utf8() ? StandardCharsets.UTF_8 : eightBit(head);
    }

    /** Windows-1252 unless something else is plain: a guess that suits the few bytes of a short file is worth little. */
    private static Charset eightBit(byte[] head) {
        CharsetMatch match = new CharsetDetector().setText(head).detect();
        boolean believed =
                match != null && match.getConfidence() >= CONFIDENCE_MIN && BELIEVED.contains(match.getName());
        return Charset.forName(believed ? match.getName() : "windows-1252");
    }

    /** Whole lines only, unless the head is the whole file. */
    private static String text(byte[] head, boolean whole, int bom, Charset charset) {
        var text = new String(head, bom, head.length - bom, charset);
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return whole || end < 0 ? text : text.substring(0, end + 1);
    }

    private List<String> keys(String text) {
        var rows = new JsonRows(List.of(), limits);
        Set<String> keys = new LinkedHashSet<>();
        text.lines().limit(1000).forEach(line -> {
            try {
                keys.addAll(rows.flatten(line).keySet());
            } catch (BadLine e) {
                // that row will be rejected when its turn comes
            }
        });
        requireColumns(keys.size());
        return List.copyOf(keys);
    }

    private Format csv(String text, Charset charset, int bom) {
        char delimiter = ',';
        double best = -1;
        List<String[]> records = List.of();
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            List<String[]> cut = records(text, candidate);
            double regularity = regularity(cut);
            if (regularity > best) {
                best = regularity;
                delimiter = candidate;
                records = cut;
            }
        }
        if (records.isEmpty()) throw new BadFile("unknown-format", "no record could be read");
        String[] first = records.getFirst();
        requireColumns(first.length);
        boolean header = header(first);
        return new Format(Format.Kind.CSV, charset.name(), bom, delimiter, header, names(first, header));
    }

    private List<String[]> records(String text, char delimiter) {
        try {
            Block block = new Splitter(new StringReader(text), delimiter, limits).next();
            if (block == null) return List.of();
            if (!block.broken().isEmpty() && block.broken().getFirst().row() == 1) {
                Fault fault = block.broken().getFirst().fault();
                throw new BadFile(fault.code(), "the first record: " + fault.detail());
            }
            List<String[]> records = new CsvRows(delimiter, 0, limits).records(block.text());
            if (records == null) throw new BadFile("unknown-format", "not a CSV");
            return records.size() > RECORDS_READ ? records.subList(0, RECORDS_READ) : records;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    /** Cells of the first record, less what deviates from it further down. One column is no sign of a delimiter. */
    private static double regularity(List<String[]> records) {
        if (records.isEmpty()) return -1;
        int cells = records.getFirst().length;
        long alike = records.stream().filter(r -> r.length == cells).count();
        return (cells - 1) * (double) alike / records.size();
    }

    private void requireColumns(int columns) {
        if (columns > limits.columnsMax())
            throw new BadFile("too-many-columns", "more than " + limits.columnsMax() + " columns");
    }

    private static boolean header(String[] first) {
        for (String cell : first) if (VALUE.matcher(cell.strip()).matches()) return false;
        return true;
    }

    private static List<String> names(String[] first, boolean header) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < first.length; i++) {
            String name = header ? first[i].strip() : "";
            if (name.isEmpty()) name = "column " + (i + 1);
            if (name.length() > COLUMN_NAME_MAX) name = name.substring(0, COLUMN_NAME_MAX);
            String unique = name;
            for (int n = 2; !names.add(unique); n++) unique = String.format(Locale.ROOT, "%s (%d)", name, n);
        }
        return new ArrayList<>(names);
    }
}
