package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    /** RFC 6238, appendix B: the eight digits of SHA-1, of which we show the last six. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheStandard(long seconds, String digits) {
        assertThat(Totp.truncated(SECRET, seconds / 30) % 100_000_000).isEqualTo(Integer.parseInt(digits));
        assertThat(Totp.code(SECRET, seconds / 30)).isEqualTo(digits.substring(2));
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "8, 399871", "9, 520489"})
    void countersToo(long counter, String code) {
        assertThat(Totp.code(SECRET, counter)).isEqualTo(code);
    }

    @Test
    void oneStepEachWayIsTakenAndNoUsedOne() {
        var now = Instant.ofEpochSecond(1_234_567_890);
        long step = now.getEpochSecond() / 30;
        for (long near = step - 1; near <= step + 1; near++) {
            assertThat(Totp.step(SECRET, Totp.code(SECRET, near), now, 0)).isEqualTo(OptionalLong.of(near));
            assertThat(Totp.step(SECRET, Totp.code(SECRET, near), now, near)).isEmpty();
        }
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step - 2), now, 0)).isEmpty();
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step + 2), now, 0)).isEmpty();
    }

    /** RFC 4648, section 10, as far as whole groups go; zeros in front stay. */
    @Test
    void secretsAreWrittenInBase32() {
        assertThat(Totp.text("fooba".getBytes(US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Totp.text(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.text(new byte[] {0, 0, 0, 0, 31})).isEqualTo("AAAAAAA7");
    }

    @Test
    void theAddressInThePictureIsEscaped() {
        assertThat(Totp.uri(SECRET, "a b+c&secret=x@example.com"))
                .startsWith("otpauth://totp/Galena:a%20b%2Bc%26secret%3Dx%40example.com?secret=GEZDGNBV");
    }
}
