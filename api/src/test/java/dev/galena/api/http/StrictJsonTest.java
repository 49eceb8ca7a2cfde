package dev.galena.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void keepsFractionsExact() {
        var json = (JsonObject)
                StrictJson.parse(Buffer.buffer("{\"a\":0.1,\"b\":9007199254740993,\"c\":[true,null,\"ü\"]}"));
        assertThat(json.getValue("a")).isEqualTo(new BigDecimal("0.1"));
        assertThat(json.getLong("b")).isEqualTo(9007199254740993L);
        assertThat(json.getJsonArray("c").getString(2)).isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\u0000\":1}",
                "{a:1}",
                "[1,]",
                "// x\n{}",
                "{\"a\":01}"
            })
    void refuses(String text) {
        refused(Buffer.buffer(text));
    }

    @Test
    void refusesDeepNestingLongNumbersAndBytesThatAreNoText() {
        refused(Buffer.buffer("[".repeat(40) + "]".repeat(40)));
        refused(Buffer.buffer("1".repeat(50)));
        refused(Buffer.buffer(new byte[] {'"', (byte) 0xff, '"'}));
    }

    @Test
    void neverQuotesTheBody() {
        assertThatThrownBy(() -> StrictJson.parse(Buffer.buffer("{\"email\":jane.doe@example.com}")))
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused -> assertThat(refused.problem().detail()).doesNotContain("jane"));
    }

    private static void refused(Buffer body) {
        assertThatThrownBy(() -> StrictJson.parse(body))
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Problems.INVALID_JSON));
    }
}
