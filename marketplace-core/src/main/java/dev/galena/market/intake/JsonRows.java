package dev.galena.market.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of NDJSON: an object each, nested as {@code {"consent":{"at":…}}} or dotted as {@code {"consent.at":…}}; an array of
 * plain values becomes one cell joined by {@code |}. Numbers keep their digits. A key given twice rejects the row.
 */
final class JsonRows implements RowParser {
    private static final int DEPTH_MAX = 8;
    private static final String SEPARATOR = "|";

    private final JsonFactory json;
    private final Map<String, Integer> columns;

    JsonRows(List<String> columns, Limits limits) {
        this.json = factory(limits);
        this.columns = HashMap.newHashMap(columns.size());
        for (String column : columns) this.columns.putIfAbsent(column, this.columns.size());
    }

    private static JsonFactory factory(Limits limits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH_MAX)
                .maxStringLength(limits.cellCharsMax())
                .maxNameLength(1000)
                .maxNumberLength(100)
                .build();
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    @Override
    public List<Row> parse(Block block) {
        List<Row> rows = new ArrayList<>(block.rows());
        Iterator<String> lines = block.text().lines().iterator();
        Iterator<Block.Broken> broken = block.broken().iterator();
        Block.@Nullable Broken nextBroken = broken.hasNext() ? broken.next() : null;
        for (long n = block.firstRow(); n <= block.lastRow(); n++) {
            if (nextBroken != null && nextBroken.row() == n) {
                rows.add(new Row(n, List.of(nextBroken.beginning()), nextBroken.fault()));
                nextBroken = broken.hasNext() ? broken.next() : null;
            } else {
                rows.add(row(n, lines.next()));
            }
        }
        return rows;
    }

    private Row row(long number, String line) {
        @Nullable String[] cells = new String[columns.size()];
        Fault fault = null;
        try {
            for (var value : flatten(line).entrySet()) {
                Integer at = columns.get(value.getKey());
                if (at != null) cells[at] = value.getValue();
            }
        } catch (BadLine e) {
            fault = e.fault;
        }
        return new Row(number, Arrays.asList(cells), fault);
    }

    /** Dotted name → text of each plain value of one object. */
    Map<String, String> flatten(String line) throws BadLine {
        Map<String, String> values = new HashMap<>();
        try (JsonParser in = json.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT)
                throw new BadLine("json-not-an-object", "a line holds one JSON object");
            object(in, "", values);
            if (in.nextToken() != null) throw new BadLine("json-invalid", "more than one value in the line");
        } catch (StreamConstraintsException e) {
            throw new BadLine("json-too-big", "deeper than " + DEPTH_MAX + " levels, or with a value or name too long");
        } catch (IOException e) {
            boolean twice = String.valueOf(e.getMessage()).startsWith("Duplicate");
            throw twice
                    ? new BadLine("json-duplicate-key", "a key is given twice")
                    : new BadLine("json-invalid", "not valid JSON");
        }
        return values;
    }

    private static void object(JsonParser in, String prefix, Map<String, String> values) throws IOException, BadLine {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + in.currentName();
            switch (in.nextToken()) {
                case START_OBJECT -> object(in, name + ".", values);
                case START_ARRAY -> put(values, name, array(in));
                case VALUE_NULL -> {}
                default -> put(values, name, in.getText());
            }
        }
    }

    private static String array(JsonParser in) throws IOException, BadLine {
        List<String> values = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token.isStructStart()) throw new BadLine("json-not-plain", "an array may hold plain values only");
            values.add(in.getText());
        }
        return String.join(SEPARATOR, values);
    }

    private static void put(Map<String, String> values, String name, String value) throws BadLine {
        if (values.put(name, value) != null) throw new BadLine("json-duplicate-key", "a key is given twice");
    }

    /** What is wrong with a line; always caught here or by whoever sniffs the format. */
    static final class BadLine extends Exception {
        final Fault fault;

        BadLine(String code, String detail) {
            super(detail);
            this.fault = new Fault(code, "", detail);
        }
    }
}
