package dev.galena.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.galena.db.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule sets that come with the product, as the database has them, at their limits. */
class RuleLimitsTest {

    private static final Instant AT = Instant.parse("2026-11-01T18:00:00Z");
    private static final String WORDS =
            "I agree that Northfield College may call and text me, also by automatic means or"
                    + " recorded voice. This is not a condition of any purchase. I can withdraw at any time.";
    private static final Set<ZoneId> CHICAGO = Set.of(ZoneId.of("America/Chicago"));

    private static ConsentWorld world;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static RuleSet rules(String code) {
        var ruleSets = new RuleSets();
        return world.inTx(tx -> ruleSets.current(tx, code, LocalDate.of(2026, 11, 1)))
                .orElseThrow();
    }

    private static Consent consent(Notice words, Set<Channel> channels, Fact... facts) {
        int bits = Arrays.stream(facts).mapToInt(Fact::bit).sum();
        var granted = AT.minus(Duration.ofDays(30));
        return new Consent(
                Id.next(),
                Id.next(),
                words.id(),
                Id.next(),
                granted,
                null,
                Channel.bits(channels),
                bits,
                false,
                null,
                0,
                words.id());
    }

    private static String codes(List<Standing> reasons) {
        return reasons.stream()
                .map(r -> r instanceof Standing.Incomplete(var missing) ? String.join("+", missing) : r.code())
                .collect(Collectors.joining(" "));
    }

    private static Contact contact(String buyer, @Nullable Channel channel) {
        return new Contact(buyer, false, channel, false, AT, CHICAGO, null);
    }

    /** Facts: n name, p phone, e e-mail, a act, c certificate, g page; empty reasons: it is given. */
    @ParameterizedTest
    @CsvSource({
        "us-tcpa-pewc, pg, SMS, Northfield College, ''",
        "us-tcpa-pewc, pc, PRERECORDED, Northfield College, ''",
        "us-tcpa-pewc, pa, , Northfield College, ''",
        "us-tcpa-pewc, p, SMS, Northfield College, signature",
        "us-tcpa-pewc, g, SMS, Northfield College, phone",
        "us-tcpa-pewc, pg, EMAIL, Northfield College, not-for-channel",
        "us-tcpa-pewc, '', EMAIL, Harbor Institute, not-for-buyer not-for-channel phone+signature",
        "us-tsr-2024, npa, CALL, Northfield College, ''",
        "us-tsr-2024, pa, CALL, Northfield College, name",
        "us-tsr-2024, npa, SMS, Northfield College, ''",
        "us-dnc, pa, CALL, northfield  COLLEGE, ''",
        "us-dnc, pa, CALL, Northfield, ''",
        "us-dnc, pa, CALL, Northfield Colleges, not-for-buyer",
        "eu-gdpr, e, SMS, Northfield College, affirmative-act",
        "eu-gdpr, eg, , Northfield College, ''",
        "ca-optout, '', , Anybody at all, ''"
    })
    void whatEachAsksFor(String code, String facts, @Nullable Channel channel, String buyer, String reasons) {
        var words = Notice.of("en", WORDS);
        var given = Set.of(Channel.CALL, Channel.AUTODIALED, Channel.PRERECORDED, Channel.SMS);
        var held = facts.chars().mapToObj(c -> fact((char) c)).toArray(Fact[]::new);
        var found = Standings.reasons(consent(words, given, held), words, rules(code), contact(buyer, channel));
        assertThat(codes(found)).isEqualTo(reasons);
    }

    private static Fact fact(char letter) {
        return switch (letter) {
            case 'n' -> Fact.NAME;
            case 'p' -> Fact.PHONE;
            case 'e' -> Fact.EMAIL;
            case 'a' -> Fact.ACT;
            case 'c' -> Fact.CERTIFICATE;
            default -> Fact.PAGE;
        };
    }

    /** Words that do not speak of machines suffice for a person at the telephone, and where another channel is left. */
    @ParameterizedTest
    @CsvSource({
        "CALL, CALL AUTODIALED, ''",
        "AUTODIALED, CALL AUTODIALED, automated",
        "SMS, SMS PRERECORDED, ''",
        ", CALL AUTODIALED, ''",
        ", AUTODIALED PRERECORDED, automated"
    })
    void machinesAreAskedForWhereTheyAreUsed(@Nullable Channel channel, String given, String reasons) {
        var words = Notice.of("en", "Northfield College may call me. This is not a condition of any purchase.");
        var channels = Arrays.stream(given.split(" ")).map(Channel::valueOf).collect(Collectors.toSet());
        var consent = consent(words, channels, Fact.PHONE, Fact.PAGE);
        var found = Standings.reasons(consent, words, rules("us-tcpa-pewc"), contact("Northfield College", channel));
        assertThat(codes(found)).isEqualTo(reasons);
    }

    /** 31 days before the call, by the clock where it is answered; a consent that covers the call needs no list. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-01, false, Harbor Institute, ''",
        "2026-09-30, false, Harbor Institute, not-for-buyer list-too-old",
        "2026-11-01, false, Harbor Institute, ''",
        "2026-11-02, false, Harbor Institute, not-for-buyer list-too-old",
        "2026-10-20, true, Harbor Institute, not-for-buyer listed",
        "2026-10-20, true, Northfield College, ''",
        "2020-01-01, true, Northfield College, ''"
    })
    void aListOfAtMostThirtyOneDays(String obtained, boolean listed, String buyer, String reasons) {
        var words = Notice.of("en", WORDS);
        var consent = consent(words, Set.of(Channel.CALL), Fact.PHONE, Fact.PAGE);
        var list = new Contact.CallList(LocalDate.parse(obtained), listed);
        var contact = new Contact(buyer, false, Channel.CALL, false, AT, CHICAGO, list);
        assertThat(codes(Standings.reasons(consent, words, rules("us-dnc"), contact)))
                .isEqualTo(reasons);
        var gone = consent.revoked(AT.minusSeconds(1));
        assertThat(codes(Standings.reasons(gone, words, rules("us-dnc"), contact)))
                .startsWith("withdrawn");
    }

    @Test
    void everyReasonIsGivenInOrder() {
        var words = Notice.of("en", "Somebody may call.");
        var consent = consent(words, Set.of(Channel.EMAIL)).revoked(AT.minusSeconds(9));
        var rules = RuleSets.parse("all", 1, LocalDate.EPOCH, """
                {"requires": ["phone"], "buyer_named": true, "age_max": "P30D", "list": {"days_max": 1},
                 "quiet_hours": {"from": "12:00", "to": "13:00", "channels": ["call"]},
                 "phrases": [{"code": "free", "any_of": ["not a condition"]}]}""");
        var list = new Contact.CallList(LocalDate.of(2026, 1, 1), false);
        var contact = new Contact("Northfield College", false, Channel.CALL, true, AT, CHICAGO, list);
        assertThat(codes(Standings.reasons(consent, words, rules, contact)))
                .isEqualTo(
                        "withdrawn expired not-for-buyer not-for-channel other-number phone+free list-too-old quiet-hours");
        assertThat(Standings.reasons(consent.asOf(AT.minusSeconds(10)), words, rules, contact))
                .doesNotHaveAnyElementsOfTypes(Standing.Withdrawn.class);
    }

    @Test
    void oneBuyerOnlyWhereARuleSetAsksForIt() {
        var words = Notice.of("en", WORDS);
        var consent = consent(words, Set.of(Channel.CALL), Fact.PHONE);
        var sold = Contact.sale("Northfield College", true, AT);
        var one = RuleSets.parse("one", 1, LocalDate.EPOCH, "{\"one_to_one\": true}");
        assertThat(codes(Standings.reasons(consent, words, one, sold))).isEqualTo("not-for-buyer");
        assertThat(Standings.reasons(consent, words, one, Contact.sale("x", false, AT)))
                .isEmpty();
        for (var code : List.of("us-tcpa-pewc", "us-tsr-2024", "us-dnc", "eu-gdpr", "ca-optout")) {
            assertThat(rules(code).oneToOne()).as(code).isFalse();
        }
    }

    @Test
    void whatCannotBeReadIsNamedPlaceByPlace() {
        assertThat(RuleBody.faults("""
                {"requires": ["phone", "blood"], "buyer_named": "yes", "age_max": "a while", "surprise": 1,
                 "quiet_hours": {"from": "9:00", "to": "08:00"}, "list": {"days_max": 0},
                 "phrases": [{"code": "X", "any_of": [" "], "channels": ["pigeon"]}]}"""))
                .extracting(RuleBody.Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/surprise",
                        "/requires/1",
                        "/phrases/0/any_of",
                        "/phrases/0/code",
                        "/phrases/0/channels/0",
                        "/buyer_named",
                        "/age_max",
                        "/quiet_hours/from",
                        "/quiet_hours",
                        "/list/days_max");
        assertThat(RuleBody.faults("{\"list\": {\"days_max\": 1.5}}")).isNotEmpty();
        assertThat(RuleBody.faults("{}")).isEmpty();
    }

    @Test
    void rulesThatWereEditedSinceAreNotJudgedBy() {
        var stored = rules("ca-optout");
        world.inTx(tx -> {
            new RuleSets().publish(tx, List.of(stored), AT);
            return tx;
        });
        var edited = RuleSets.parse("ca-optout", 2, stored.effectiveFrom(), "{\"source\": \"nowhere\"}");
        assertThatIllegalStateException()
                .isThrownBy(() -> world.inTx(tx -> {
                    new RuleSets().publish(tx, List.of(edited), AT);
                    return tx;
                }))
                .withMessageContaining("ca-optout@2");
    }

    /** However often it is used, and by however many at once: one event, which the digest is found in. */
    @Test
    void rulesArePublishedOnce() throws Exception {
        var one = new RuleSets();
        var rules = rules("eu-gdpr");
        ConsentWorld.inParallel(
                8,
                () -> world.inTx(tx -> {
                    one.publish(tx, List.of(rules, rules), AT);
                    return tx;
                }));
        world.inTx(tx -> {
            new RuleSets().publish(tx, List.of(rules), AT);
            return tx;
        });
        var events = world.inTx(
                tx -> tx.rows(
                        "select convert_from(leaf, 'UTF8') from consent.event where type = 'rules.published' and convert_from(leaf, 'UTF8') like '%eu-gdpr@2%'"));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().getString(0))
                .contains("\"rule_set\":\"eu-gdpr@2\"", rules.digest().hex());
    }
}
