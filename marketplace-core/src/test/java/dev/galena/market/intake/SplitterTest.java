package dev.galena.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
    private static final Limits SMALL = new Limits(1 << 20, 200, 100, 10, 2000, 100);

    @Test
    void linesEndByCrLfOrBothAndQuotesHoldThem() {
        assertThat(cells("a,b\rc,d\ne,f\r\n\"g\r\nh\",\"i\"\"j\"\n\n,\n", 2))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"), List.of("g\r\nh", "i\"j"));
    }

    @Test
    void openQuoteCostsItsOwnRowOnly() {
        var rows = rows("1,\"open\n" + "2,fine\n".repeat(1000), 2, SMALL);
        assertThat(rows).hasSize(1001);
        assertThat(rows.getFirst().fault()).extracting(Fault::code).isEqualTo("quote-not-closed");
        assertThat(rows.subList(1, 1001)).allMatch(row -> row.fault() == null);
    }

    @Test
    void openQuoteInTheLastLinesCostsItsOwnRowOnly() {
        var rows = rows("1,\"open\n2,fine\n3,fine", 2, SMALL);
        assertThat(rows)
                .extracting(Row::fault)
                .extracting(f -> f == null ? "" : f.code())
                .containsExactly("quote-not-closed", "", "");
    }

    @Test
    void rowBeyondTheLimitIsRejectedUnread() {
        var rows = rows("1,a\n2," + "x".repeat(10_000) + "\n3,c\n", 2, SMALL);
        assertThat(rows)
                .extracting(Row::fault)
                .extracting(f -> f == null ? "" : f.code())
                .containsExactly("", "row-too-long", "");
    }

    @Test
    void tooManyCellsAndTooLongCells() {
        var rows = rows("1" + ",".repeat(50) + "x\n2," + "y".repeat(200) + "\n3\n4,d\n", 2, SMALL);
        assertThat(rows)
                .extracting(Row::fault)
                .extracting(f -> f == null ? "" : f.code())
                .containsExactly("too-many-columns", "cell-too-long", "too-few-cells", "");
    }

    @Test
    @Timeout(20)
    void hundredMegabytesInOneCell() {
        var rows = rows(new Repeated("2,x\n1,\"", "abcdefgh".repeat(1000), 12_500, "\"\n3,c\n"), 2, Limits.DEFAULT);
        assertThat(rows)
                .extracting(Row::fault)
                .extracting(f -> f == null ? "" : f.code())
                .containsExactly("", "row-too-long", "");
    }

    /** Lines that each open a quote, or hold nothing but quotes: no line is read more than a few times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\n",
                "\"\"\n",
                "\"\"\"\n",
                ",\"\n",
                "a,\"\"\"\n",
                "\"a\n",
                "\"a\"\"\n",
                "\"\",\"\n",
                "a\",\"\n"
            })
    @Timeout(20)
    void quotesCannotMakeItCrawl(String line) throws IOException {
        var splitter = new Splitter(new Repeated("", line.repeat(1000), 500, ""), ',', Limits.DEFAULT);
        long rows = 0;
        for (Block block = splitter.next(); block != null; block = splitter.next()) rows += block.rows();
        assertThat(rows).isPositive();
    }

    /** Whatever the text, the blocks hold what one parse of the whole would find, row by row. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheParserOnAnyText(long seed) {
        var random = new Random(seed);
        String alphabet = "ab,\"\"\n\r ;";
        for (int round = 0; round < 400; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--)
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            var rows = rows(text.toString(), 2, SMALL);
            assertThat(rows)
                    .as("%s", text)
                    .noneMatch(row -> row.fault() != null && row.fault().code().equals("unreadable"));
            for (int i = 0; i < rows.size(); i++)
                assertThat(rows.get(i).number()).isEqualTo(i + 1L);
        }
    }

    private static List<List<String>> cells(String text, int columns) {
        return rows(text, columns, SMALL).stream()
                .map(Row::cells)
                .map(List::copyOf)
                .toList();
    }

    private static List<Row> rows(String text, int columns, Limits limits) {
        return rows(new StringReader(text), columns, limits);
    }

    private static List<Row> rows(Reader text, int columns, Limits limits) {
        try {
            var parser = new CsvRows(',', columns, limits);
            var splitter = new Splitter(text, ',', limits);
            List<Row> rows = new ArrayList<>();
            for (Block block = splitter.next(); block != null; block = splitter.next())
                rows.addAll(parser.parse(block));
            return rows;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A text too long to be held. */
    private static final class Repeated extends Reader {
        private final String head;
        private final String body;
        private final String tail;
        private final long end;
        private final long bodyEnd;
        private long at;

        Repeated(String head, String body, int times, String tail) {
            this.head = head;
            this.body = body;
            this.tail = tail;
            this.bodyEnd = head.length() + (long) body.length() * times;
            this.end = bodyEnd + tail.length();
        }

        @Override
        public int read(char[] into, int offset, int length) {
            if (at == end) return -1;
            int n = 0;
            while (n < length && at < end) into[offset + n++] = charAt(at++);
            return n;
        }

        private char charAt(long i) {
            if (i < head.length()) return head.charAt((int) i);
            return i < bodyEnd
                    ? body.charAt((int) ((i - head.length()) % body.length()))
                    : tail.charAt((int) (i - bodyEnd));
        }

        @Override
        public void close() {}
    }
}
