package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTest {

    @Test
    void membersAreSortedByUtf16CodeUnits() {
        var members = new LinkedHashMap<String, Object>();
        for (var name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"))
            members.put(name, 0);
        assertThat(json(members))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}");
        assertThat(json(new TreeMap<>(members))).isEqualTo(json(members));
    }

    @Test
    void aMapInAnotherOrderIsSortedAllTheSame() {
        var backwards = new TreeMap<String, Object>((a, b) -> b.compareTo(a));
        backwards.putAll(Map.of("a", 1, "b", 2));
        assertThat(json(backwards)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(json(Map.of("s", "\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/<>&'\u007f\u0080\u2028\ufeff")))
                .isEqualTo(
                        "{\"s\":\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/<>&'\u007f\u0080\u2028\ufeff\"}");
    }

    @Test
    void valuesOfEachKind() {
        var id = UUID.fromString("01936f00-0000-7000-8000-000000000001");
        var members = new HashMap<String, Object>();
        members.put("array", Arrays.asList(1, "two", null, true, List.of(), Map.of()));
        members.put("at", Instant.parse("2026-11-01T12:00:00.120Z"));
        members.put("id", id);
        members.put("long", (1L << 53) - 1);
        members.put("short", (short) -7);
        members.put("none", null);
        members.put("object", Map.of("b", false, "a", Map.of()));
        assertThat(json(members))
                .isEqualTo("{\"array\":[1,\"two\",null,true,[],{}],\"at\":\"2026-11-01T12:00:00.120Z\",\"id\":\"" + id
                        + "\",\"long\":9007199254740991,\"none\":null,\"object\":{\"a\":{},\"b\":false},\"short\":-7}");
    }

    @Test
    void whatHasNoCanonicalFormIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> json(Map.of("n", 1L << 53)));
        assertThatIllegalArgumentException().isThrownBy(() -> json(Map.of("n", Long.MIN_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> json(Map.of("n", 0.5)));
        assertThatThrownBy(() -> json(Map.of("m", Map.of(1, 2)))).isInstanceOf(RuntimeException.class);
        for (var half : List.of("\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d\ude00")) {
            assertThatIllegalArgumentException().isThrownBy(() -> json(Map.of("s", half)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anotherParserReadsTheSame(long seed) throws IOException {
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var text = random.ints(random.nextInt(20), 0, 0x110000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            long number = random.nextLong() >> (11 + random.nextInt(40));
            var read = new ObjectMapper().readTree(Canonical.bytes(Map.of("t", text, text + "x", number)));
            assertThat(read.path("t").asText()).as("seed %d", seed).isEqualTo(text);
            assertThat(read.path(text + "x").asLong()).as("seed %d", seed).isEqualTo(number);
        }
    }

    private static String json(Map<String, ?> members) {
        return new String(Canonical.bytes(members), StandardCharsets.UTF_8);
    }
}
