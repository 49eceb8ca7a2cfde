package dev.galena.api;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.Notices;
import dev.galena.consent.Subjects;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.lead.Contact;
import dev.galena.market.lead.Contacts;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Leads that somebody sold and somebody bought, put there without intake and purchase. */
final class SoldLeads {
    private final OpenMarket market;

    SoldLeads(OpenMarket market) {
        this.market = market;
    }

    record Lead(UUID id, UUID subjectId, UUID consentId) {
        String text() {
            return Id.text("lead", id);
        }
    }

    /** A lead of this person, sold to each buyer for 12.00. */
    Lead sell(UUID seller, String name, String phone, UUID... buyers) {
        return sell(seller, name, phone, "I agree that they may call me.", buyers);
    }

    Lead sell(UUID seller, String name, String phone, String words, UUID... buyers) {
        var subjects = new Subjects(market.master);
        var consents = new Consents(subjects, new Notices());
        var now = market.clock.instant();
        return market.database.inTx(tx -> {
            var identity = new Identity(phone, null);
            var subject = subjects.resolve(tx, List.of(identity), now).getFirst();
            var captured = new Captured(
                    name,
                    "https://forms.example.com/guide",
                    "198.51.100.7",
                    "Mozilla/5.0",
                    List.of(),
                    List.of("s1"),
                    "button");
            var grant = new Grant(
                    subject,
                    identity,
                    seller,
                    words,
                    "en",
                    now.minusSeconds(60),
                    null,
                    Set.of(Channel.CALL, Channel.SMS),
                    false,
                    false,
                    captured);
            var consent = consents.grant(tx, List.of(grant), now).getFirst();
            UUID id = Id.next();
            int vertical = tx.rows("""
                            insert into market.vertical (code, version, created_at) values ('sold-for-tests', 1, $1)
                            on conflict (code) do update set version = 1 returning id""", now).getFirst().getInteger(0);
            tx.run(
                    "insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, $3, $3, $4)",
                    id,
                    seller,
                    id.toString(),
                    now);
            tx.run("""
                    insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                      generated_at, received_at, subs, hidden, contributions)
                    values ($1, $2, $3, $4, $1, $5, 1, $6, $6, '{}', '{}', '[]')""", id, subject.id(), consent, seller, vertical, now);
            tx.run("""
                    insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip,
                      score, level, channels, certified, generated_at, expires_at, attrs, currency, price, max_sales, status)
                    values ($1, $2, 1, $3, 'src', 'MA', '02108', 70, 2, 1, true, $4, $4, '{}', 'XTS', 1200, 4, 'open')""", id, vertical, seller, now);
            new Contacts()
                    .add(
                            tx,
                            List.of(Contacts.seal(id, new Contact(name, "B", null, phone, null, null), subject.key())));
            short slot = 0;
            var lead = new Lead(id, subject.id(), consent);
            for (UUID buyer : buyers) insertSale(tx, lead, seller, buyer, ++slot, "us-dnc@1");
            return lead;
        });
    }

    /** Sells it once more, as judged by this rule set. */
    void sellUnder(Lead lead, UUID seller, UUID buyer, String ruleSet) {
        market.database.inTx(tx -> {
            insertSale(tx, lead, seller, buyer, (short) 4, ruleSet);
            return lead;
        });
    }

    private void insertSale(Tx tx, Lead lead, UUID seller, UUID buyer, short slot, String ruleSet) {
        UUID purchase = Id.next();
        var now = market.clock.instant();
        tx.run("""
                insert into market.purchase (id, buyer_id, journal_id, currency, total, leads, at)
                values ($1, $2, $1, 'XTS', 1200, 1, $3)""", purchase, buyer, now);
        tx.run("""
                insert into market.sale (lead_id, subject_id, consent_id, seller_id, slot, max_sales, exclusive, id,
                  purchase_id, buyer_id, vertical_id, price, fee, score, level, rule_set, sold_at, return_until)
                select $1, $2, $3, $4, $5, 4, false, $6, $6, $7, vertical_id, 1200, 120, 70, 2, $8, $9, $9
                from market.lead where id = $1""", lead.id(), lead.subjectId(), lead.consentId(), seller, slot, purchase, buyer, ruleSet, now);
    }
}
