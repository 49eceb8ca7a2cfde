package dev.galena.market.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Identity;
import dev.galena.db.Id;
import dev.galena.market.party.AccessRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadTrailTest {
    private static Sold sold;
    private static ReadTrail read;
    private static UUID operator;
    private static UUID seller;
    private static UUID buyer;
    private static UUID rival;

    @BeforeAll
    static void open() {
        sold = new Sold();
        read = new ReadTrail(sold.db, sold.subjects, sold.consents, new AccessRecords(), sold.clock);
        operator = sold.party("Operator");
        seller = sold.party("Agency");
        buyer = sold.party("College");
        rival = sold.party("Institute");
    }

    @AfterAll
    static void close() {
        sold.close();
    }

    @Test
    void eachSeesWhatIsTheirsToKnow() {
        var lead = sold.lead(seller, "+12135550111");
        sold.sell(buyer, 1, List.of(lead));
        sold.sell(rival, 2, List.of(lead));

        Trail all = read.ofLead(officer(operator, true), lead.id()).orElseThrow();
        assertThat(all.sales()).extracting(s -> s.buyer().name()).containsExactly("College", "Institute");
        assertThat(all.sales()).allMatch(s -> s.price() == 1200 && s.currency().equals("USD"));
        assertThat(all.consent().notice().text()).contains("may call me");
        assertThat(all.consent().captured().ip()).isEqualTo("198.51.100.7");
        assertThat(all.lead().subs()).containsExactly("a", "b");
        assertThat(all.chainWhole()).isTrue();

        Trail sellers = read.ofLead(officer(seller, false), lead.id()).orElseThrow();
        assertThat(sellers.sales()).hasSize(2).allMatch(s -> s.price() == null && s.currency() == null);

        Trail buyers = read.ofLead(officer(buyer, false), lead.id()).orElseThrow();
        assertThat(buyers.sales()).extracting(s -> s.buyer().name()).containsExactly("College");

        UUID auditor = sold.party("Auditor");
        var audit = new Viewer(new Sight(auditor, Sight.Reach.AUDITOR), "key_test", null, "audit");
        assertThat(read.ofLead(audit, lead.id()).orElseThrow().sales())
                .hasSize(2)
                .allMatch(s -> s.price() == null);
        var testAudit = new Viewer(new Sight(auditor, Sight.Reach.TEST_AUDITOR), "key_test", null, "audit");
        assertThat(read.ofLead(testAudit, lead.id()))
                .as("the seller is no test party")
                .isEmpty();

        UUID stranger = sold.party("Stranger");
        assertThat(read.ofLead(officer(stranger, false), lead.id())).isEmpty();
        assertThat(read.ofSubject(officer(stranger, false), lead.subjectId())).isEmpty();
        assertThat(read.ofLead(officer(operator, true), Id.next())).isEmpty();
    }

    @Test
    void eachReadingIsOnRecordAndShownToTheNext() {
        var lead = sold.lead(seller, "+12135550112");
        sold.sell(buyer, 1, List.of(lead));
        read.ofLead(officer(buyer, false), lead.id());
        Trail next = read.ofLead(officer(operator, true), lead.id()).orElseThrow();
        assertThat(next.accesses())
                .hasSize(2)
                .allMatch(a -> a.action().equals("trail.read") && a.purpose().equals("complaint 17"))
                .extracting(a -> a.party().name())
                .containsExactlyInAnyOrder("College", "Operator");
        // A buyer does not see who else looked.
        assertThat(read.ofLead(officer(buyer, false), lead.id()).orElseThrow().accesses())
                .extracting(a -> a.party().name())
                .containsOnly("College");
    }

    @Test
    void aPersonIsFoundByNumberOrAddressAndOnlyByThoseConcerned() {
        var first = sold.lead(seller, "+12135550113");
        var second = sold.lead(seller, "+12135550113");
        sold.sell(buyer, 1, List.of(first));
        var identity = new Identity("+12135550113", null);

        assertThat(read.search(officer(operator, true), identity))
                .containsExactly(new ReadTrail.Found(first.subjectId(), 2));
        assertThat(read.search(officer(buyer, false), identity))
                .containsExactly(new ReadTrail.Found(first.subjectId(), 1));
        assertThat(read.search(officer(rival, false), identity)).isEmpty();
        assertThat(read.search(officer(operator, true), new Identity("+12135550999", null)))
                .isEmpty();
        assertThat(sold.count("market.access_record where action = 'subject.searched' and party_id = $1", rival))
                .as("who searched in vain is on record as well")
                .isOne();

        assertThat(read.ofSubject(officer(operator, true), first.subjectId()))
                .extracting(t -> t.lead().id())
                .containsExactly(second.id(), first.id());
        assertThat(read.ofSubject(officer(buyer, false), first.subjectId()))
                .extracting(t -> t.lead().id())
                .containsExactly(first.id());
    }

    @Test
    void anEditedEventBreaksTheChain() throws SQLException {
        var lead = sold.lead(seller, "+12135550114");
        sold.db.inTx(tx -> {
            var locked = sold.consents.lock(tx, List.of(lead.consentId()));
            var event = dev.galena.consent.Event.of(
                    lead.consentId(), "lead.sold", java.util.Map.of("buyer", buyer, "price", 1200));
            sold.consents.record(tx, List.of(event, event), locked, Sold.NOW);
            return null;
        });
        Trail before = read.ofLead(officer(operator, true), lead.id()).orElseThrow();
        assertThat(before.consent().events()).hasSize(3);
        assertThat(before.chainWhole()).isTrue();
        for (int seq : List.of(1, 2)) {
            edit(lead.consentId(), seq, "1200", "1201");
            assertThat(read.ofLead(officer(operator, true), lead.id())
                            .orElseThrow()
                            .chainWhole())
                    .isFalse();
            edit(lead.consentId(), seq, "1201", "1200");
            assertThat(read.ofLead(officer(operator, true), lead.id())
                            .orElseThrow()
                            .chainWhole())
                    .isTrue();
        }
    }

    private static void edit(UUID consentId, int seq, String from, String to) throws SQLException {
        try (var owner = sold.testDatabase.ownerConnection();
                var change = owner.prepareStatement("""
                        update consent.event_pending
                        set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), ?, ?), 'UTF8')
                        where consent_id = ? and convert_from(leaf, 'UTF8') like ?""")) {
            change.setString(1, from);
            change.setString(2, to);
            change.setObject(3, consentId);
            change.setString(4, "%\"seq\":" + seq + ",%");
            assertThat(change.executeUpdate()).isOne();
        }
    }

    private static Viewer officer(UUID party, boolean all) {
        return new Viewer(
                new Sight(party, all ? Sight.Reach.OPERATOR : Sight.Reach.OWN), "key_test", "req-1", "complaint 17");
    }
}
