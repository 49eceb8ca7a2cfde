package dev.galena.market.suppression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.galena.consent.SuppressPeople;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a whole list as it streams: delimited text with a column that names a telephone number or an e-mail address, text
 * of one column, or a JSON array of objects with a {@code Phone}. Never holds more than some hundred rows. What came before a
 * file turns out to be broken stays in force: it is harmless to send it again.
 */
public final class SuppressFile {
    static final long ROWS_MAX = 2_000_000;
    private static final int SPACES_MAX = 1_000;

    private static final List<String> PHONES = List.of(
            "phone",
            "phonenumber",
            "telephone",
            "number",
            "mobile",
            "cell",
            "companyphonenumber",
            "consumerphonenumber");
    private static final List<String> EMAILS = List.of("email", "emailaddress", "mail");
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(Cells.CELL_CHARS_MAX)
                    .maxNumberLength(40)
                    .maxNameLength(200)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final SuppressRows rows;
    private final SuppressPeople people;

    public SuppressFile(SuppressRows rows, SuppressPeople people) {
        this.rows = rows;
        this.people = people;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    public record Taken(Report report) implements Outcome {}

    /** Nothing of it could be read, or the rest could not: {@code code} is stable, {@code row} where it broke. */
    public record Unreadable(String code, long row) implements Outcome {}

    /**
     * Reads to the end.
     *
     * @param whole the file is all of the list that the rule names, as of its date
     * @throws IOException when the sender has gone
     */
    public Outcome suppress(InputStream file, boolean whole, Rule rule) throws IOException {
        var taking = rows.taking();
        var in = new BufferedInputStream(file);
        long read;
        try {
            read = json(in) ? json(in, taking, rule) : text(in, taking, rule);
        } catch (BadFile e) {
            taking.finish();
            return new Unreadable(e.code, e.row);
        }
        var report = taking.finish();
        var list = rule.list();
        var asOf = rule.asOf();
        if (whole && list != null && asOf != null) people.know(list, asOf, read, rule.by());
        return new Taken(report);
    }

    /** No row of delimited text begins so. */
    private static boolean json(BufferedInputStream in) throws IOException {
        in.mark(SPACES_MAX);
        int first = in.read();
        for (int i = 1; i < SPACES_MAX && (first == ' ' || first == '\n' || first == '\r' || first == '\t'); i++)
            first = in.read();
        in.reset();
        return first == '[';
    }

    private static long text(InputStream in, SuppressRows.Taking taking, Rule rule) throws IOException, BadFile {
        var cells = new Cells(in);
        var first = cells.next();
        if (first == null) throw new BadFile("empty-file", 0);
        int phone = column(first, PHONES);
        int email = column(first, EMAILS);
        long n = 0;
        if (phone < 0 && email < 0) {
            // No header: a file of one column, which is what its first row looks like.
            if (first.size() != 1 || !first.getFirst().matches(".*[0-9@].*")) throw new BadFile("no-known-column", 1);
            boolean addresses = first.getFirst().contains("@");
            phone = addresses ? -1 : 0;
            email = addresses ? 0 : -1;
            taking.add(new Row(cell(first, phone), cell(first, email), rule));
            n++;
        }
        for (var row = cells.next(); row != null; row = cells.next()) {
            if (++n > ROWS_MAX) throw new BadFile("too-many-rows", n);
            taking.add(new Row(cell(row, phone), cell(row, email), rule));
        }
        return n;
    }

    private static int column(List<String> header, List<String> names) {
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            if (names.contains(name)) return i;
        }
        return -1;
    }

    private static @Nullable String cell(List<String> row, int at) {
        return at < 0 || at >= row.size() ? null : row.get(at);
    }

    /** The form that litigator checks answer in: {@code [{"Phone": 2025550101, "IsLitigator": true}, …]}. */
    private static long json(InputStream in, SuppressRows.Taking taking, Rule rule) throws IOException, BadFile {
        long n = 0;
        try (JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) throw new BadFile("not-an-array", 0);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                if (++n > ROWS_MAX) throw new BadFile("too-many-rows", n);
                object(parser, taking, rule);
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) throw new BadFile("not-an-object", n + 1);
        } catch (JsonParseException | StreamConstraintsException e) {
            throw new BadFile("broken-json", n);
        }
        return n;
    }

    private static void object(JsonParser parser, SuppressRows.Taking taking, Rule rule) throws IOException {
        String phone = null;
        String email = null;
        boolean named = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            var value = parser.nextToken();
            if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) parser.skipChildren();
            else if (PHONES.contains(name)) phone = parser.getValueAsString();
            else if (EMAILS.contains(name)) email = parser.getValueAsString();
            else if (name.equals("islitigator") || name.equals("suppress")) named = value == JsonToken.VALUE_TRUE;
        }
        if (named) taking.add(new Row(phone, email, rule));
        else taking.skip();
    }

    static final class BadFile extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;
        private final long row;

        BadFile(String code, long row) {
            super(code, null, false, false);
            this.code = code;
            this.row = row;
        }
    }
}
