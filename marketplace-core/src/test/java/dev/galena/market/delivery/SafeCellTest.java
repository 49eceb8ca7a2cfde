package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeCellTest {
    private static final String ALPHABET = "=+-@\t\r\n\0' ,;|\"a1\uff1d\uff0b\uff0d\uff20\ufeff\u200b\u00a0";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "+15551234567,'+15551234567",
                "=1+1,'=1+1",
                "-2,'-2",
                "@SUM(A1),'@SUM(A1)",
                "plain,plain",
                "a=b,a=b",
                "O'Brien,O'Brien",
                "O'Brien-Smith,O'Brien-Smith",
                "ada+tag@example.com,ada+tag@example.com",
                "2026-11-21,2026-11-21"
            })
    void cells(String text, String cell) {
        assertThat(SafeCell.write(text)).isEqualTo(cell);
        assertThat(SafeCell.read(cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0", " =1", "\t=1", "\r=1", "\n=1", "\0=1", "\0x", "\tx", "\rx", "\ufeff=1",
                        "\u200b+1",
                "\u00a0-1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "'=1", "''=1", "' =1", "x;=1", "x,=1", "x|=1",
                "x\n=1", "x\t@a", "x; +1", "a;=HYPERLINK(A1)&\""
            })
    void dangerousCellsStartWithAnApostropheAndComeBack(String text) {
        String cell = SafeCell.write(text);
        assertThat(cell)
                .isNotEqualTo(text)
                .doesNotContainPattern("(^|[,;|\\t\\r\\n])[\\p{Z}\\p{C}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]");
        assertThat(cell).doesNotContainPattern("^[\\t\\r\\n\\x00]");
        assertThat(SafeCell.read(cell)).isEqualTo(text);
    }

    @Test
    void everyTextComesBack() {
        var random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            String text = random.ints(random.nextInt(9), 0, ALPHABET.length())
                    .mapToObj(i -> ALPHABET.substring(i, i + 1))
                    .collect(Collectors.joining());
            String cell = SafeCell.write(text);
            assertThat(SafeCell.read(cell)).as("round %d", round).isEqualTo(text);
            assertThat(SafeCell.read(SafeCell.write(cell))).isEqualTo(cell);
        }
    }
}
