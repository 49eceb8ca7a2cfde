package dev.galena.market.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Identity;
import dev.galena.consent.WithdrawConsent;
import dev.galena.db.Id;
import dev.galena.market.delivery.Events;
import dev.galena.market.relay.Obligations;
import dev.galena.market.relay.TellHolders;
import dev.galena.market.trail.RecordRevocation.Claim;
import dev.galena.market.trail.RecordRevocation.Of;
import dev.galena.market.trail.RecordRevocation.OfConsent;
import dev.galena.market.trail.RecordRevocation.OfLead;
import dev.galena.market.trail.RecordRevocation.OfPerson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordRevocationTest {
    private static Sold sold;
    private static RecordRevocation record;
    private static UUID operator;
    private static UUID seller;
    private static UUID otherSeller;
    private static UUID buyer;
    private static UUID rival;

    @BeforeAll
    static void open() {
        sold = new Sold();
        var withdraw = new WithdrawConsent(
                sold.db, sold.subjects, sold.consents, sold.clock, new TellHolders(new Obligations(new Events())));
        record = new RecordRevocation(sold.db, sold.subjects, sold.consents, withdraw, sold.clock);
        operator = sold.party("Operator");
        seller = sold.party("Agency");
        otherSeller = sold.party("Other agency");
        buyer = sold.party("College");
        rival = sold.party("Institute");
    }

    @AfterAll
    static void close() {
        sold.close();
    }

    @Test
    void everyHolderIsToldAndTheListingCloses() {
        var lead = sold.lead(seller, "+12135550121");
        sold.sell(buyer, 1, List.of(lead));
        sold.sell(rival, 2, List.of(lead));
        var recorded =
                record.record(claim(seller, false, new OfLead(lead.id()))).orElseThrow();
        assertThat(recorded.consents()).isOne();
        assertThat(recorded.revocations()).hasSize(1);
        for (UUID holder : List.of(seller, buyer, rival))
            assertThat(told(holder, lead)).isOne();
        assertThat(status(lead)).isEqualTo("withdrawn");

        assertThat(record.record(claim(operator, true, new OfConsent(lead.consentId())))
                        .orElseThrow()
                        .consents())
                .as("a second time nothing more ends")
                .isZero();
        assertThat(told(buyer, lead)).isOne();

        UUID id = recorded.revocations().getFirst();
        assertThat(record.one(sight(buyer, false), id))
                .hasValueSatisfying(r -> assertThat(r.channel()).isEqualTo("phone"));
        assertThat(record.one(sight(operator, true), id)).isPresent();
        assertThat(record.one(sight(otherSeller, false), id)).isEmpty();
        assertThat(record.one(sight(operator, true), Id.next())).isEmpty();
    }

    @Test
    void aPartyEndsOnlyWhatIsItsOwn() {
        var own = sold.lead(seller, "+12135550122");
        var others = sold.lead(otherSeller, "+12135550122");
        var person = new OfPerson(new Identity("+12135550122", null));
        assertThat(record.record(claim(rival, false, person))).isEmpty();
        assertThat(record.record(claim(otherSeller, false, new OfLead(own.id()))))
                .isEmpty();
        assertThat(record.record(claim(otherSeller, false, new OfConsent(own.consentId()))))
                .isEmpty();
        assertThat(status(own)).isEqualTo("open");

        assertThat(record.record(claim(seller, false, person)).orElseThrow().consents())
                .isOne();
        assertThat(status(own)).isEqualTo("withdrawn");
        assertThat(status(others)).isEqualTo("open");

        assertThat(record.record(claim(operator, true, person)).orElseThrow().consents())
                .isOne();
        assertThat(status(others)).isEqualTo("withdrawn");
        assertThat(told(otherSeller, others)).isOne();
    }

    @Test
    void aPersonUnknownSoFarCanWithdrawAhead() {
        var person = new OfPerson(new Identity("+12135550123", null));
        assertThat(record.record(claim(seller, false, person))).isEmpty();
        assertThat(record.record(claim(operator, true, person)).orElseThrow().revocations())
                .hasSize(1);
    }

    private static long told(UUID party, Sold.Lead lead) {
        return sold.count("""
                market.event where party_id = $1 and lead_id = $2 and type = 'consent.revoked'
                  and data ->> 'lead' = $3""", party, lead.id(), Id.text("lead", lead.id()));
    }

    private static String status(Sold.Lead lead) {
        return sold.db
                .read(tx -> tx.rows("select status from market.listing where lead_id = $1", lead.id()))
                .getFirst()
                .getString(0);
    }

    private static Claim claim(UUID party, boolean all, Of of) {
        return new Claim(sight(party, all), of, Sold.NOW.minusSeconds(60), "phone");
    }

    private static Sight sight(UUID party, boolean all) {
        return new Sight(party, all ? Sight.Reach.OPERATOR : Sight.Reach.OWN);
    }
}
