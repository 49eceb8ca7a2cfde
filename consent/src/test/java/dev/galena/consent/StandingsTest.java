package dev.galena.consent;

import static dev.galena.consent.Channel.CALL;
import static dev.galena.consent.Channel.EMAIL;
import static dev.galena.consent.Channel.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.galena.consent.Standing.Expired;
import dev.galena.consent.Standing.Given;
import dev.galena.consent.Standing.Incomplete;
import dev.galena.consent.Standing.NotForBuyer;
import dev.galena.consent.Standing.NotForChannel;
import dev.galena.consent.Standing.Withdrawn;
import dev.galena.db.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandingsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant GRANTED = NOW.minus(Duration.ofDays(10));
    private static final Notice WORDS =
            Notice.of("en", "Northfield College may call me. My consent is not a condition of any purchase.");

    private static final String STRICT = """
            {"source": "test", "requires": ["phone", "page"], "buyer_named": true, "age_max": "P90D",
             "phrases": [{"code": "free", "any_of": ["not a condition", "no purchase"]}],
             "channels_any": ["call", "sms"]}""";

    record Case(
            String name,
            Standing expected,
            @Nullable Instant revokedAt,
            @Nullable Instant expiresAt,
            Instant grantedAt,
            Set<Channel> channels,
            int facts,
            Notice words,
            String buyer,
            @Nullable Channel channel,
            String rules) {

        Case(String name, Standing expected) {
            this(
                    name,
                    expected,
                    null,
                    null,
                    GRANTED,
                    Set.of(CALL, EMAIL),
                    bits(Fact.PHONE, Fact.PAGE),
                    WORDS,
                    "Northfield College",
                    null,
                    STRICT);
        }

        Case revoked() {
            return new Case(name, expected, NOW, expiresAt, grantedAt, channels, facts, words, buyer, channel, rules);
        }

        Case expires(Instant at) {
            return new Case(name, expected, revokedAt, at, grantedAt, channels, facts, words, buyer, channel, rules);
        }

        Case granted(Instant at) {
            return new Case(name, expected, revokedAt, expiresAt, at, channels, facts, words, buyer, channel, rules);
        }

        Case ways(Channel... given) {
            return new Case(
                    name,
                    expected,
                    revokedAt,
                    expiresAt,
                    grantedAt,
                    Set.of(given),
                    facts,
                    words,
                    buyer,
                    channel,
                    rules);
        }

        Case holding(Fact... given) {
            return new Case(
                    name,
                    expected,
                    revokedAt,
                    expiresAt,
                    grantedAt,
                    channels,
                    bits(given),
                    words,
                    buyer,
                    channel,
                    rules);
        }

        Case words(String text) {
            return new Case(
                    name,
                    expected,
                    revokedAt,
                    expiresAt,
                    grantedAt,
                    channels,
                    facts,
                    Notice.of("en", text),
                    buyer,
                    channel,
                    rules);
        }

        Case buyer(String who) {
            return new Case(
                    name, expected, revokedAt, expiresAt, grantedAt, channels, facts, words, who, channel, rules);
        }

        Case by(Channel way) {
            return new Case(name, expected, revokedAt, expiresAt, grantedAt, channels, facts, words, buyer, way, rules);
        }

        Case rules(String body) {
            return new Case(
                    name, expected, revokedAt, expiresAt, grantedAt, channels, facts, words, buyer, channel, body);
        }

        private static int bits(Fact... facts) {
            int bits = 0;
            for (var fact : facts) bits |= fact.bit();
            return bits;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        var given = new Given();
        return List.of(
                new Case("all is there", given),
                new Case("the buyer's name in other case and spaces", given).buyer(" northfield  COLLEGE"),
                new Case("by a channel agreed to", given).by(CALL),
                new Case("by e-mail, agreed to", given).by(EMAIL),
                new Case("one of the channels suffices", given).ways(SMS),
                new Case("expires later", given).expires(NOW.plusNanos(1_000)),
                new Case("withdrawn", new Withdrawn(NOW)).revoked(),
                new Case("expired at this instant", new Expired(NOW)).expires(NOW),
                new Case("too old", new Expired(GRANTED.minus(Duration.ofDays(1))))
                        .granted(GRANTED.minus(Duration.ofDays(91))),
                new Case("its own end is before the age", new Expired(GRANTED)).expires(GRANTED),
                new Case("another buyer", new NotForBuyer()).buyer("Harbor Institute"),
                new Case("a buyer without name", new NotForBuyer()).buyer(" "),
                new Case("by a channel not agreed to", new NotForChannel()).by(SMS),
                new Case("none of the channels", new NotForChannel()).ways(EMAIL),
                new Case("no channel at all", new NotForChannel()).ways(),
                new Case("a fact lacks", new Incomplete(List.of("page"))).holding(Fact.PHONE),
                new Case("facts lack in the rule set's order", new Incomplete(List.of("phone", "page"))).holding(),
                new Case("a phrase lacks", new Incomplete(List.of("free"))).words("Northfield College may call me."),
                new Case("granted in the future", new Incomplete(List.of("time"))).granted(NOW.plusSeconds(1)),
                new Case("everything lacks", new Incomplete(List.of("time", "phone", "page", "free")))
                        .holding()
                        .granted(NOW.plusSeconds(1))
                        .words("Northfield College"),
                // order of the refusals
                new Case("withdrawn comes first", new Withdrawn(NOW))
                        .revoked()
                        .expires(NOW)
                        .buyer("x")
                        .ways()
                        .holding(),
                new Case("then expired", new Expired(NOW))
                        .expires(NOW)
                        .buyer("x")
                        .ways()
                        .holding(),
                new Case("then the buyer", new NotForBuyer()).buyer("x").ways().holding(),
                new Case("then the channel", new NotForChannel()).ways().holding(),
                // other rule sets
                new Case("nothing is asked for", given)
                        .rules("{}")
                        .ways()
                        .holding()
                        .buyer("x")
                        .words("y"),
                new Case("all of the channels", new NotForChannel()).rules("{\"channels_all\": [\"call\", \"sms\"]}"),
                new Case("all of the channels, given", given).rules("{\"channels_all\": [\"call\", \"email\"]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aConsentIsJudged(Case c) {
        var consent = new Consent(
                Id.next(),
                Id.next(),
                c.words.id(),
                Id.next(),
                c.grantedAt,
                c.expiresAt,
                Channel.bits(c.channels),
                c.facts,
                false,
                c.revokedAt,
                0,
                c.words.id());
        var rules = RuleSets.parse("test", 1, LocalDate.of(2026, 1, 1), c.rules);
        assertThat(Standings.of(consent, c.words, rules, c.buyer, c.channel, NOW))
                .isEqualTo(c.expected);
        assertThat(c.expected.given()).isEqualTo(c.expected.code().equals("given"));
    }

    @Test
    void theWordsMustBeThoseOfTheConsent() {
        var other = Notice.of("en", "other");
        var consent = new Consent(
                Id.next(), Id.next(), WORDS.id(), Id.next(), GRANTED, null, 1, 1, false, null, 0, WORDS.id());
        var rules = RuleSets.parse("test", 1, LocalDate.of(2026, 1, 1), "{}");
        assertThatIllegalArgumentException().isThrownBy(() -> Standings.of(consent, other, rules, "x", null, NOW));
    }

    @Test
    void aRuleSetThatAsksForSomethingUnknownIsRefused() {
        for (var body : List.of("{\"requires\": [\"blood\"]}", "{\"channels_any\": [\"pigeon\"]}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> RuleSets.parse("x", 1, LocalDate.EPOCH, body));
        }
    }
}
