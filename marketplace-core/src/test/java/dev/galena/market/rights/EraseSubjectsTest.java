package dev.galena.market.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.erasure.Erasure;
import dev.galena.consent.erasure.Erasure.Obstacle;
import dev.galena.consent.erasure.Ground;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.market.delivery.Events;
import dev.galena.market.listing.Listings;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.relay.Obligations;
import dev.galena.market.rights.EraseSubjects.Approval;
import dev.galena.market.rights.HoldSubjects.Release;
import dev.galena.market.trail.ReadTrail;
import dev.galena.market.trail.Sight;
import dev.galena.market.trail.Sold;
import dev.galena.market.trail.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EraseSubjectsTest {
    private static final Sight OPERATOR = new Sight(Id.next(), Sight.Reach.OPERATOR);
    private static final Asker KEY = new Asker(OPERATOR, "key_1", false, "req_1");
    private static final Asker ANNA = new Asker(OPERATOR, "usr_anna", true, "req_2");
    private static final Asker BERT = new Asker(OPERATOR, "usr_bert", true, "req_3");
    private static final Duration FIVE_YEARS = Duration.ofDays(5 * 365 + 2);

    private static Sold sold;
    private static UUID seller;
    private static UUID buyer;
    private static EraseSubjects erase;
    private static HoldSubjects holds;
    private static int phones = 5550100;
    private static volatile Instant now = Sold.NOW;

    @BeforeAll
    static void open() {
        sold = new Sold();
        seller = sold.party("Seller");
        buyer = sold.party("Buyer");
        erase = new EraseSubjects(
                sold.db,
                sold.subjects,
                sold.consents,
                new Listings(),
                new Obligations(new Events()),
                new AccessRecords(),
                () -> now);
        holds = new HoldSubjects(sold.db, sold.subjects, sold.consents, new AccessRecords(), () -> now);
    }

    @AfterAll
    static void close() {
        sold.close();
    }

    private static Sold.Lead lead() {
        return sold.lead(seller, "+1213" + phones++);
    }

    /** Sold on {@link Sold#NOW} under the rule set whose records are kept for five years. */
    private static Sold.Lead keptForFiveYears() {
        var lead = lead();
        sold.sell(buyer, 1, List.of(lead), "us-tsr-2024@1");
        return lead;
    }

    private static Erasure request(Asker asker, UUID subjectId) {
        return erase.request(asker, new Target.OfSubject(subjectId), Ground.GDPR_17, "letter of 1 May")
                .getFirst();
    }

    private static History history(Sold.Lead lead) {
        return sold.db
                .read(tx -> sold.consents.history(tx, List.of(lead.consentId()), true))
                .getFirst();
    }

    private static List<String> events(Sold.Lead lead) {
        return history(lead).events().stream().map(History.Recorded::type).toList();
    }

    @Test
    void nothingOfThePersonIsLeft() {
        var lead = lead();
        sold.sell(buyer, 1, List.of(lead));
        String phone = history(lead).identity().phoneE164();
        traces(lead, phone);

        var erasure = erase.request(KEY, new Target.OfPerson(new Identity(phone, null)), Ground.CCPA_1798_105, "r")
                .getFirst();

        assertThat(erasure.isErased()).isTrue();
        assertThat(erasure.subjectId()).isEqualTo(lead.subjectId());
        assertThat(sold.count("consent.subject where id = $1", lead.subjectId()))
                .isZero();
        assertThat(sold.count("consent.subject_key where subject_id = $1", lead.subjectId()))
                .isZero();
        assertThat(sold.count("consent.consent where id = $1 and sealed = '' and facts = 0", lead.consentId()))
                .isOne();
        assertThat(sold.count("market.contact where lead_id = $1", lead.id())).isZero();
        assertThat(sold.count(
                        "market.lead where id = $1 and subs = '{}' and hidden = '{}' and contributions = '[]'",
                        lead.id()))
                .isOne();
        assertThat(sold.count(
                        "market.listing where lead_id = $1 and zip = '' and attrs = '{}' and status = 'erased'",
                        lead.id()))
                .isOne();
        assertThat(sold.count("market.batch_reject")).isZero();
        assertThat(sold.count("market.idempotency where key = 'theirs'")).isZero();
        assertThat(sold.count("market.idempotency where key = 'other'")).isOne();
        assertThat(sold.count("market.event where party_id = $1 and lead_id = $2", buyer, lead.id()))
                .isOne();
        assertThat(sold.count("market.sale where lead_id = $1", lead.id())).isOne();

        var history = history(lead);
        assertThat(history.captured()).isNull();
        var last = history.events().getLast();
        assertThat(last.type()).isEqualTo("data.erased");
        assertThat(last.leaf())
                .contains("\"ground\":\"ccpa-1798-105\"", "\"evidence\"")
                .doesNotContain(phone);
        assertThat(history.consent().head()).isEqualTo(last.hash());
        assertThat(sold.count(
                        "market.access_record where action = 'erasure.requested' and subject_id = $1",
                        lead.subjectId()))
                .isOne();

        // Asked again by what still leads there, it is the same erasure; the number leads nowhere.
        assertThat(request(KEY, lead.subjectId())).isEqualTo(erasure);
        assertThat(erase.request(KEY, new Target.OfLead(lead.id()), Ground.GDPR_17, "x"))
                .containsExactly(erasure);
        assertThat(erase.request(KEY, new Target.OfPerson(new Identity(phone, null)), Ground.GDPR_17, "x"))
                .isEmpty();
        assertThat(holds.set(KEY, new Target.OfLead(lead.id()), "too late")).isEmpty();
    }

    /** What intake leaves behind beside leads: a rejected row, and the answer to a lead handed in alone. */
    private static void traces(Sold.Lead lead, String phone) {
        var hashes = sold.subjects.lookups(new Identity(phone, null));
        sold.db.inTx(tx -> {
            UUID batch = Id.next();
            tx.run("""
                    insert into market.batch (id, seller_id, source_id, vertical_id, vertical_version, state, dry_run,
                      content_type, wrapped_key, created_at)
                    select $1, $2, source_id, vertical_id, 1, 'done', false, 'text/csv', '', $3 from market.lead where id = $4""", batch, seller, Sold.NOW, lead.id());
            tx.run(
                    "insert into market.batch_reject (batch_id, row_number, errors, sealed, people) values ($1, 1, '[]', '', array[$2::bytea])",
                    batch,
                    hashes.getFirst());
            for (var key : List.of("theirs", "other"))
                tx.run(
                        "insert into market.idempotency (party_id, operation, key, request, status, response, created_at)"
                                + " values ($1, 'submit-lead', $2, $3, 201, convert_to($4, 'UTF8'), $5)",
                        seller,
                        key,
                        new byte[32],
                        key.equals("theirs") ? "{\"id\":\"" + Id.text("lead", lead.id()) + "\"}" : "{}",
                        Sold.NOW.plusMillis(3));
            return true;
        });
    }

    @Test
    void aHoldIsStrongerThanFourEyes() {
        var lead = lead();
        var hold = holds.set(KEY, new Target.OfLead(lead.id()), "Doe v. Roe").getFirst();
        assertThat(hold.leadId()).isEqualTo(lead.id());

        var erasure = request(ANNA, lead.subjectId());
        assertThat(erasure.isErased()).isFalse();
        assertThat(erasure.sealedBecause()).isEqualTo(Obstacle.HOLD);
        assertThat(erasure.toldAt()).isNull();
        assertThat(erase.approve(BERT, erasure.id())).isInstanceOf(Approval.OnHold.class);
        erase.complete();
        assertThat(sold.count("consent.subject where id = $1", lead.subjectId()))
                .isOne();
        assertSealed(lead);

        assertThat(holds.release(BERT, hold.id(), "settled")).isInstanceOf(Release.Released.class);
        assertThat(holds.release(BERT, hold.id(), "settled")).isInstanceOf(Release.AlreadyReleased.class);
        erase.complete();
        assertThat(erase.one(KEY, erasure.id()).orElseThrow().isErased()).isTrue();
        assertThat(erase.approve(BERT, erasure.id())).isInstanceOf(Approval.AlreadyErased.class);
        assertThat(events(lead))
                .containsExactly("consent.imported", "hold.set", "data.sealed", "hold.released", "data.erased");
    }

    private static void assertSealed(Sold.Lead lead) {
        var people = List.of(lead.subjectId());
        int open = sold.db.read(tx -> sold.subjects.keys(tx, people)).size();
        int forCompliance =
                sold.db.read(tx -> sold.subjects.keys(tx, people, true)).size();
        assertThat(open).isZero();
        assertThat(forCompliance).isOne();
        assertThat(sold.count("market.listing where lead_id = $1 and status = 'erased'", lead.id()))
                .isOne();
        var identity = history(lead).identity();
        var read = new ReadTrail(sold.db, sold.subjects, sold.consents, new AccessRecords(), sold.clock);
        var officer = new Viewer(new Sight(seller, Sight.Reach.OWN), "key_2", null, "look");
        assertThat(read.search(officer, identity)).isEmpty();
        assertThat(read.ofLead(officer, lead.id()).orElseThrow().consent().captured())
                .isNull();
        var operator = new Viewer(OPERATOR, "key_3", null, "the court asks");
        assertThat(read.search(operator, identity)).hasSize(1);
        assertThat(read.ofLead(operator, lead.id()).orElseThrow().consent().captured())
                .isNotNull();
        var again = sold.db.inTx(tx -> sold.subjects.resolve(tx, List.of(identity), now));
        assertThat(again.getFirst().withdrawnSince(now.plusSeconds(60))).isTrue();
    }

    @Test
    void whatStandsAgainstIt() {
        var later = now.plusSeconds(1);
        assertThat(Forgetting.against(false, null, false, now)).isEmpty();
        assertThat(Forgetting.against(false, now, false, now)).isEmpty();
        assertThat(Forgetting.against(false, later, true, now)).isEmpty();
        assertThat(Forgetting.against(false, later, false, now).orElseThrow().what())
                .isEqualTo(Obstacle.RETENTION);
        for (boolean early : List.of(true, false))
            assertThat(Forgetting.against(true, null, early, now).orElseThrow().what())
                    .isEqualTo(Obstacle.HOLD);
    }

    @Test
    void aRetentionEndsByItself() {
        var lead = keptForFiveYears();
        var erasure = request(KEY, lead.subjectId());
        assertThat(erasure.sealedBecause()).isEqualTo(Obstacle.RETENTION);
        assertThat(erasure.retainedUntil()).isEqualTo(Instant.parse("2031-11-21T12:00:00Z"));
        assertThat(erasure.toldAt()).isNotNull();
        assertSealed(lead);
        erase.complete();
        assertThat(erase.one(KEY, erasure.id()).orElseThrow().isErased()).isFalse();
        now = Sold.NOW.plus(FIVE_YEARS);
        try {
            erase.complete();
        } finally {
            now = Sold.NOW;
        }
        assertThat(erase.one(KEY, erasure.id()).orElseThrow().isErased()).isTrue();
        assertThat(sold.count(
                        "market.obligation where kind = 'erasure' and role = 'buyer' and lead_id = $1", lead.id()))
                .isOne();
    }

    @Test
    void twoPeopleEndARetention() {
        var lead = keptForFiveYears();
        var byKey = request(KEY, lead.subjectId());
        assertThat(erase.approve(KEY, byKey.id())).isInstanceOf(Approval.NotHuman.class);
        assertThat(erase.approve(ANNA, byKey.id()))
                .isInstanceOfSatisfying(
                        Approval.Approved.class,
                        a -> assertThat(a.erasure().isErased()).isFalse());
        assertThat(erase.approve(ANNA, byKey.id())).isInstanceOf(Approval.SamePerson.class);
        assertThat(erase.approve(BERT, byKey.id()))
                .isInstanceOfSatisfying(
                        Approval.Approved.class,
                        a -> assertThat(a.erasure().isErased()).isTrue());

        var byAnna = request(ANNA, keptForFiveYears().subjectId());
        assertThat(erase.approve(ANNA, byAnna.id())).isInstanceOf(Approval.SamePerson.class);
        assertThat(erase.approve(BERT, byAnna.id()))
                .isInstanceOfSatisfying(
                        Approval.Approved.class,
                        a -> assertThat(a.erasure().isErased()).isTrue());
    }

    @Test
    void aHoldGivesWayToARetention() {
        var lead = keptForFiveYears();
        var hold =
                holds.set(ANNA, new Target.OfSubject(lead.subjectId()), "audit").getFirst();
        var erasure = request(ANNA, lead.subjectId());
        assertThat(erasure.sealedBecause()).isEqualTo(Obstacle.HOLD);
        holds.release(ANNA, hold.id(), "done");
        erase.complete();
        var after = erase.one(ANNA, erasure.id()).orElseThrow();
        assertThat(after.sealedBecause()).isEqualTo(Obstacle.RETENTION);
        assertThat(after.toldAt()).isNotNull();
        assertThat(events(lead)).endsWith("data.sealed", "hold.released", "data.sealed");
    }

    @Test
    void aPartysOwnOfficerErasesNobody() {
        var lead = lead();
        var own = new Asker(new Sight(seller, Sight.Reach.OWN), "usr_1", true, null);
        var tester = new Asker(new Sight(Id.next(), Sight.Reach.TEST_AUDITOR), "usr_2", true, null);
        var hold = holds.set(KEY, new Target.OfLead(lead.id()), "x").getFirst();
        var erasure = request(KEY, lead.subjectId());
        for (var asker : List.of(own, tester)) {
            assertThat(erase.request(asker, new Target.OfLead(lead.id()), Ground.GDPR_17, "x"))
                    .isEmpty();
            assertThat(holds.set(asker, new Target.OfSubject(lead.subjectId()), "x"))
                    .isEmpty();
            assertThat(erase.one(asker, erasure.id())).isEmpty();
            assertThat(erase.approve(asker, erasure.id())).isInstanceOf(Approval.NotFound.class);
            assertThat(holds.release(asker, hold.id(), "x")).isInstanceOf(Release.NotFound.class);
            assertThat(erase.page(asker, Page.first(10)).rows()).isEmpty();
            assertThat(holds.page(asker, null, Page.first(10)).rows()).isEmpty();
        }
    }

    /** Whoever comes while being erased is either known, and then erased with the rest, or somebody new; nobody is half there. */
    @Test
    void comingInAndBeingErasedMeet() throws Exception {
        for (int round = 0; round < 25; round++) {
            String phone = "+1310" + (5_550_000 + round);
            var first = sold.lead(seller, phone);
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) calls.add(() -> sold.lead(seller, phone));
            calls.add(() -> request(KEY, first.subjectId()));
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var done : pool.invokeAll(calls)) done.get();
            }
            assertThat(sold.count("consent.subject where id = $1", first.subjectId()))
                    .isZero();
        }
        assertThat(
                        sold.count(
                                "consent.consent c where (sealed = '') = exists (select from consent.subject s where s.id = c.subject_id)"))
                .isZero();
        assertThat(
                        sold.count(
                                "consent.subject_key k where not exists (select from consent.subject s where s.id = k.subject_id)"))
                .isZero();
        assertThat(sold.count("market.lead l where exists (select from market.contact c where c.lead_id = l.id)"
                        + " = (select sealed = '' from consent.consent c where c.id = l.consent_id)"))
                .isZero();
        assertThat(sold.count("consent.consent c where sealed = '' and 1 <> (select count(*) from consent.event e"
                        + " where e.consent_id = c.id and e.type = 'data.erased')"))
                .isZero();
    }
}
