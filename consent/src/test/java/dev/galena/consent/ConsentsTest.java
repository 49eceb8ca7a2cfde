package dev.galena.consent;

import static dev.galena.consent.ConsentWorld.GRANTED;
import static dev.galena.consent.ConsentWorld.NOW;
import static dev.galena.consent.ConsentWorld.WORDS;
import static dev.galena.consent.ConsentWorld.inParallel;
import static dev.galena.consent.ConsentWorld.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.galena.db.Id;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsentsTest {

    private static ConsentWorld world;

    @BeforeAll
    static void open() {
        world = new ConsentWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void everyChainIsWhole() throws IOException {
        var ids = world.inTx(tx -> tx.rows("select id from consent.consent")).stream()
                .map(row -> row.getUUID(0))
                .toList();
        for (var history : world.inTx(tx -> world.consents.history(tx, ids))) {
            checkChain(history);
        }
    }

    @Test
    void aGrantIsRecordedWithItsWords() {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        var history = world.history(id);
        assertThat(history.notice().text()).isEqualTo(WORDS);
        assertThat(history.consent().grantedAt()).isEqualTo(GRANTED);
        assertThat(history.consent().channels()).containsExactly(Channel.CALL, Channel.SMS);
        assertThat(history.consent().certified()).isTrue();
        assertThat(history.identity()).isEqualTo(ada);
        var captured = history.captured();
        assertThat(captured).isNotNull();
        assertThat(captured.name()).isEqualTo("Ada Abbott");
        assertThat(captured.pageUrl()).isEqualTo("https://courses.example.com/guide");
        assertThat(captured.certificates()).containsExactly("https://cert.trustedform.com/1");
        assertThat(captured.source()).containsExactly("google", "c01");
        assertThat(history.events()).extracting(History.Recorded::type).containsExactly("consent.granted");
    }

    @Test
    void theLeafHoldsNothingPersonalAndItsCommitmentsOpen() throws IOException {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        var event = world.history(id).events().getFirst();
        assertThat(event.leaf())
                .doesNotContain(
                        ada.phoneE164(),
                        ada.phoneE164().substring(1),
                        ada.email(),
                        "Ada",
                        "courses",
                        "198.51",
                        "Mozilla")
                .doesNotContain("trustedform", "google");
        var leaf = json(event);
        assertThat(leaf.path("fields").path("channels").toString()).isEqualTo("[\"call\",\"sms\"]");
        assertThat(leaf.path("fields").path("notice").asText())
                .isEqualTo(Notice.of("en", WORDS).id().hex());
        assertThat(event.opened()).containsEntry("phone", ada.phoneE164()).containsEntry("source.1", "c01");
        assertThat(leaf.path("commitments").size()).isEqualTo(event.opened().size());
        checkOpenings(id, leaf, 0, event.opened());
    }

    @Test
    void equalValuesOfTwoPeopleLookUnrelated() throws IOException {
        var ids = world.granted(somebody(), somebody());
        var first = json(world.history(ids.get(0)).events().getFirst()).path("commitments");
        var second = json(world.history(ids.get(1)).events().getFirst()).path("commitments");
        assertThat(first.path("name").asText()).isNotEqualTo(second.path("name").asText());
        assertThat(first.path("ip").asText()).isNotEqualTo(first.path("name").asText());
    }

    @Test
    void theSameWordsAreKeptOnceAndPublishedOnce() {
        var words = WORDS + " " + Id.next();
        for (int i = 0; i < 2; i++) {
            world.database.<List<UUID>>inTx(tx -> {
                var ada = somebody();
                var subject = world.subjects.resolve(tx, List.of(ada), NOW).getFirst();
                var grant = world.grant(subject, ada, GRANTED, words);
                return world.consents.grant(tx, List.of(grant, grant), NOW);
            });
        }
        var published = world.inTx(tx -> tx.rows(
                "select count(*) from consent.event_pending where type = 'notice.published' and position($1::bytea in leaf) > 0",
                Notice.of("en", words).id().hex().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(published.getFirst().getLong(0)).isEqualTo(1);
    }

    @Test
    void rowsOfABatchAreImported() {
        var ada = somebody();
        var ids = world.inTx(tx -> {
            var subject = world.subjects.resolve(tx, List.of(ada), NOW).getFirst();
            var g = world.grant(subject, ada);
            return world.consents.grant(
                    tx,
                    List.of(new Grant(
                            subject,
                            ada,
                            g.sellerId(),
                            g.noticeText(),
                            "en",
                            GRANTED,
                            NOW,
                            g.channels(),
                            false,
                            true,
                            Captured.NOTHING)),
                    NOW);
        });
        var history = world.history(ids.getFirst());
        assertThat(history.events().getFirst().type()).isEqualTo("consent.imported");
        assertThat(history.consent().expiresAt()).isEqualTo(NOW);
        assertThat(history.consent().factBits()).isEqualTo(Fact.PHONE.bit() | Fact.EMAIL.bit());
    }

    @Test
    void eventsChainAlsoSeveralOfOneConsentInOneCall() {
        var ids = world.granted(somebody(), somebody());
        world.database.<Map<UUID, Consent>>inTx(tx -> {
            var locked = world.consents.lock(tx, ids);
            world.consents.record(tx, List.of(sold(ids.get(0)), sold(ids.get(1)), sold(ids.get(0))), locked, NOW);
            world.consents.record(tx, List.of(Event.of(ids.get(0), "lead.returned", Map.of())), locked, NOW);
            assertThat(locked.get(ids.get(0)).seq()).isEqualTo(3);
            return locked;
        });
        assertThat(world.history(ids.get(0)).events())
                .extracting(History.Recorded::type)
                .containsExactly("consent.granted", "lead.sold", "lead.sold", "lead.returned");
        assertThat(world.consent(ids.get(0)).seq()).isEqualTo(3);
        assertThat(world.consent(ids.get(1)).seq()).isEqualTo(1);
    }

    @Test
    void racingEventsFormOneChain() throws Exception {
        var id = world.granted(somebody()).getFirst();
        inParallel(
                40,
                () -> world.database.<Boolean>inTx(tx -> {
                    world.consents.record(tx, List.of(sold(id)), world.consents.lock(tx, List.of(id)), NOW);
                    return true;
                }));
        assertThat(world.consent(id).seq()).isEqualTo(40);
        assertThat(world.history(id).events()).hasSize(41);
    }

    @Test
    void personalValuesOfLaterEventsAreCommittedToAndSealed() throws IOException {
        var id = world.granted(somebody()).getFirst();
        var event = new Event(id, "access.exported", Map.of("rows", 1), Map.of("purpose", "complaint of Ada"));
        world.database.<Boolean>inTx(tx -> {
            world.consents.record(tx, List.of(sold(id), event), world.consents.lock(tx, List.of(id)), NOW);
            return true;
        });
        var recorded = world.history(id).events().getLast();
        assertThat(recorded.leaf()).doesNotContain("Ada");
        assertThat(recorded.opened()).containsExactly(Map.entry("purpose", "complaint of Ada"));
        checkOpenings(id, json(recorded), 2, recorded.opened());
    }

    @Test
    void anEventNeedsTheLock() {
        var id = world.granted(somebody()).getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.database.<Boolean>inTx(tx -> {
                    world.consents.record(tx, List.of(sold(id)), new java.util.HashMap<>(), NOW);
                    return true;
                }));
        assertThatThrownBy(() -> world.database.<Boolean>inTx(tx -> {
                    var stale = world.consents.find(tx, List.of(id));
                    world.consents.record(tx, List.of(sold(id)), new java.util.HashMap<>(stale), NOW);
                    world.consents.record(tx, List.of(sold(id)), stale, NOW);
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changed 0 rows instead of 1");
    }

    @Test
    void whenTheKeyIsGoneTheChainStaysAndNothingOpens() throws SQLException, IOException {
        var ada = somebody();
        var id = world.granted(ada).getFirst();
        try (var owner = world.test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("delete from consent.subject where id = '"
                    + world.consent(id).subjectId() + "'");
        }
        var history = world.history(id);
        assertThat(history.identity()).isNull();
        assertThat(history.captured()).isNull();
        assertThat(history.events())
                .hasSize(1)
                .allSatisfy(e -> assertThat(e.opened()).isEmpty());
        checkChain(history);
    }

    @Test
    void unknownIdsAreAbsent() {
        var id = world.granted(somebody()).getFirst();
        Map<UUID, Consent> locked = world.inTx(tx -> world.consents.lock(tx, List.of(Id.next(), id)));
        assertThat(locked).containsOnlyKeys(id);
        List<History> none = world.inTx(tx -> world.consents.history(tx, List.of(Id.next())));
        assertThat(none).isEmpty();
        List<UUID> granted = world.inTx(tx -> world.consents.grant(tx, List.of(), NOW));
        assertThat(granted).isEmpty();
    }

    @Test
    void wordsCannotBeChanged() {
        world.granted(somebody());
        for (var sql : List.of(
                "update consent.notice set body = 'x'",
                "delete from consent.notice",
                "update consent.rule_set set version = 9",
                "delete from consent.revocation")) {
            assertThatThrownBy(() -> world.database.inTx(tx -> tx.run(sql)))
                    .as(sql)
                    .isInstanceOf(PgException.class);
        }
    }

    @Test
    void theRuleSetsThatComeWithItAreUnderstood() {
        var ruleSets = new RuleSets();
        var today = LocalDate.of(2026, 11, 1);
        var codes = world.inTx(ruleSets::codes);
        assertThat(codes).containsExactly("ca-optout", "eu-gdpr", "us-dnc", "us-tcpa-pewc", "us-tsr-2024");
        for (var code : codes) {
            var current = world.database.<java.util.Optional<RuleSet>>inTx(tx -> ruleSets.current(tx, code, today));
            assertThat(current.orElseThrow().reference()).isEqualTo(code + "@2");
            assertThat(current.orElseThrow().source()).isNotEmpty();
        }
        assertThat(world.database
                        .<java.util.Optional<RuleSet>>inTx(
                                tx -> ruleSets.current(tx, "us-tsr-2024", LocalDate.of(2024, 5, 15)))
                        .isEmpty())
                .isTrue();
        assertThat(world.database
                        .<java.util.Optional<RuleSet>>inTx(tx -> ruleSets.current(tx, "nobody", today))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aRealGrantStandsUnderPriorExpressWrittenConsent() {
        var id = world.granted(somebody()).getFirst();
        var ruleSets = new RuleSets();
        world.database.<Boolean>inTx(tx -> {
            var rules = ruleSets.current(tx, "us-tcpa-pewc", LocalDate.of(2026, 11, 1))
                    .orElseThrow();
            var consent = world.consents.lock(tx, List.of(id)).get(id);
            var notice = world.notices.texts(tx, List.of(consent.noticeId())).get(consent.noticeId());
            assertThat(Standings.of(consent, notice, rules, "Northfield College", Channel.CALL, NOW)
                            .given())
                    .isTrue();
            assertThat(Standings.of(consent, notice, rules, "Harbor Institute", null, NOW))
                    .isEqualTo(new Standing.NotForBuyer());
            return true;
        });
    }

    private static Event sold(UUID consentId) {
        return Event.of(consentId, "lead.sold", Map.of("lead", Id.next(), "price", 300, "at", NOW));
    }

    private static void checkOpenings(UUID consentId, JsonNode leaf, int seq, Map<String, String> opened) {
        byte[] secret = world.inTx(tx -> {
            var consent = world.consents.find(tx, List.of(consentId)).get(consentId);
            var key = world.subjects.keys(tx, List.of(consent.subjectId())).get(consent.subjectId());
            var sealed = tx.rows("select sealed from consent.consent where id = $1", consentId)
                    .getFirst()
                    .getBuffer(0);
            return Evidence.open(key, consentId, sealed.getBytes()).secret();
        });
        new Commitments()
                .of(secret, seq, opened)
                .forEach((field, commitment) -> assertThat(
                                leaf.path("commitments").path(field).asText())
                        .isEqualTo(commitment));
    }

    private static void checkChain(History history) throws IOException {
        Digest head = null;
        var seqs = new ArrayList<Integer>();
        for (var event : history.events()) {
            var leaf = json(event);
            assertThat(leaf.path("consent").asText())
                    .isEqualTo(history.consent().id().toString());
            assertThat(leaf.path("type").asText()).isEqualTo(event.type());
            assertThat(leaf.path("prev").asText()).isEqualTo(head == null ? "" : head.hex());
            seqs.add(leaf.path("seq").asInt());
            head = event.hash();
        }
        assertThat(seqs)
                .isEqualTo(java.util.stream.IntStream.rangeClosed(
                                0, history.consent().seq())
                        .boxed()
                        .toList());
        assertThat(history.consent().head()).isEqualTo(head);
    }

    private static JsonNode json(History.Recorded event) throws IOException {
        return new ObjectMapper().readTree(event.leaf());
    }
}
