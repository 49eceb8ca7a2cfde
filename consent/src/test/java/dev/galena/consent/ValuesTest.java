package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"12135550100", "+02135550100", "+1 213", "+", "+1", "+12345678901234567", "+1213555010a", "+١٢٣٤"
            })
    void aNumberThatIsNotInE164IsRefused(String phone) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Identity(phone, null))
                .withMessageNotContaining(phone);
    }

    @Test
    void anIdentityIsANumberOrAnAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Identity(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Identity(null, " "));
        assertThat(new Identity(null, " Ada@Example.COM ").email()).isEqualTo("ada@example.com");
    }

    @Test
    void channelsGoIntoBitsAndBack() {
        for (int bits = 0; bits < 32; bits++)
            assertThat(Channel.bits(Channel.of(bits))).isEqualTo(bits);
        for (var channel : EnumSet.allOf(Channel.class))
            assertThat(Channel.byCode(channel.code()).orElseThrow()).isEqualTo(channel);
        assertThat(Channel.byCode("CALL").isEmpty()).isTrue();
    }

    @Test
    void factsHaveCodes() {
        for (var fact : Fact.values())
            assertThat(Fact.byCode(fact.code()).orElseThrow()).isEqualTo(fact);
        assertThat(Fact.USER_AGENT.code()).isEqualTo("user-agent");
    }

    @Test
    void aNoticeIsAddressedByItsBytes() {
        assertThat(Notice.of("en", "abc").id().hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.ofLeaf(new byte[0]).hex()) // RFC 6962: the hash of an empty leaf
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(Notice.of("en", "ab")).isNotEqualTo(Notice.of("en", "abc"));
    }

    @Test
    void aNameIsFoundWhateverItsCaseAndSpaces() {
        var notice = Notice.of("en", "I agree that  NORTHFIELD\u00a0College\nand its partners call me.");
        assertThat(notice.contains("Northfield College")).isTrue();
        assertThat(notice.contains(" northfield   college ")).isTrue();
        assertThat(notice.contains("Northfield University")).isFalse();
        assertThat(notice.contains("")).isFalse();
        assertThat(notice.contains(" \t")).isFalse();
    }

    @Test
    void halfSurrogatesAreReplaced() {
        assertThat(Notice.wellFormed("a\ud83db")).isEqualTo("a\ufffdb");
        assertThat(Notice.wellFormed("\ude00\ud83d\ude00\ud83d")).isEqualTo("\ufffd\ud83d\ude00\ufffd");
        assertThat(Notice.wellFormed("plain")).isSameAs("plain");
    }

    @Test
    void captureHasLimitsAndDropsTheQuery() {
        var captured = captured("https://a.example/guide?utm=1&email=ada@example.com", null);
        assertThat(captured.pageUrl()).isEqualTo("https://a.example/guide");
        assertThat(captured("", null).pageUrl()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> captured(null, "x".repeat(Captured.VALUE_CHARS_MAX + 1)));
        var many = Collections.nCopies(Captured.LIST_ITEMS_MAX + 1, "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Captured(null, null, null, null, many, List.of(), null));
        var long8 = Collections.nCopies(8, "x".repeat(900));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Captured(null, null, null, null, long8, List.of(), null));
        assertThat(captured(null, "secret").toString()).doesNotContain("secret");
    }

    /** The worst that the limits let through still fits the column and the leaf. */
    @Test
    void theLargestEvidenceFits() {
        var worst = "\u0001".repeat(500);
        var captured = new Captured(
                worst, worst, worst, worst, Collections.nCopies(2, worst), Collections.nCopies(1, worst), worst);
        var evidence = Evidence.of(new Identity("+123456789012345", "é".repeat(254)), captured);
        byte[] sealed = evidence.seal(new Canonical(), DataKey.fresh(), dev.galena.db.Id.next());
        assertThat(sealed.length).isLessThan(32_768);
        assertThat(worst.getBytes(StandardCharsets.UTF_8)).hasSize(500);
    }

    private static Captured captured(@Nullable String page, @Nullable String agent) {
        return new Captured(null, page, null, agent, List.of(), List.of(), null);
    }
}
