package dev.galena.market.trail;

import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.Subject;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.market.lead.Contact;
import dev.galena.market.lead.Contacts;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Leads with people, consent and sales, as intake and purchase leave them behind. */
public final class Sold implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    public final Vertx vertx = Vertx.vertx();
    public final TestDatabase testDatabase = TestDatabase.create(vertx, "consent", "market");
    public final Database db = testDatabase.database();
    public final InstantSource clock = () -> NOW;
    public final MasterKey key = MasterKey.generate();
    public final Subjects subjects = new Subjects(key);
    public final Notices notices = new Notices();
    public final Consents consents = new Consents(subjects, notices);
    public final Contacts contacts = new Contacts();
    private final int vertical = db.inTx(tx -> tx.rows("""
                    insert into market.vertical (code, version, created_at) values ('for-tests', 1, $1) returning id""", NOW).getFirst().getInteger(0));

    public record Lead(UUID id, UUID subjectId, UUID consentId, UUID sellerId) {}

    public UUID party(String name) {
        UUID id = Id.next();
        db.inTx(tx -> tx.run(
                "insert into market.party (id, name, roles, currency, created_at) values ($1, $2, '{buyer,seller}', 'USD', $3)",
                id,
                name,
                NOW));
        return id;
    }

    public Lead lead(UUID seller, String phone) {
        return leads(seller, List.of(new Contact("Ada", "Lovelace", null, phone, "1 Main St", "Boston")))
                .getFirst();
    }

    public List<Lead> leads(UUID seller, List<Contact> people) {
        return db.inTx(tx -> {
            UUID source = Id.next();
            tx.run(
                    "insert into market.source (id, seller_id, code, alias, created_at) values ($1, $2, $3, $4, $5)",
                    source,
                    seller,
                    "s" + Id.text("x", source),
                    "src-" + source.toString().substring(24),
                    NOW);
            var identities =
                    people.stream().map(p -> new Identity(p.phone(), p.email())).toList();
            List<Subject> found = subjects.resolve(tx, identities, NOW);
            List<Grant> grants = new ArrayList<>();
            for (int i = 0; i < people.size(); i++)
                grants.add(new Grant(
                        found.get(i),
                        identities.get(i),
                        seller,
                        "I agree that they may call me.",
                        "en",
                        NOW.minusSeconds(3600),
                        null,
                        Set.of(Channel.CALL),
                        false,
                        true,
                        new Captured(
                                people.get(i).fullName().orElse(null),
                                "https://forms.example.com/guide",
                                "198.51.100.7",
                                "Mozilla/5.0",
                                List.of("https://cert.trustedform.com/abc"),
                                List.of("s1"),
                                "button")));
            List<UUID> consentIds = consents.grant(tx, grants, NOW);
            List<Lead> leads = new ArrayList<>();
            List<Contacts.Sealed> sealed = new ArrayList<>();
            for (int i = 0; i < people.size(); i++) {
                UUID id = Id.next();
                leads.add(new Lead(id, found.get(i).id(), consentIds.get(i), seller));
                sealed.add(Contacts.seal(id, people.get(i), found.get(i).key()));
            }
            contacts.add(tx, sealed);
            UUID[] ids = leads.stream().map(Lead::id).toArray(UUID[]::new);
            tx.run(
                    """
                    insert into market.lead (id, subject_id, consent_id, seller_id, source_id, row_number, vertical_id,
                      vertical_version, generated_at, received_at, subs, hidden, contributions)
                    select *, $4, $5, 7, $6, 1, $7, $7, '{a,b}', '{"secret": "=1"}', '[]'
                    from unnest($1::uuid[], $2::uuid[], $3::uuid[])""",
                    ids,
                    leads.stream().map(Lead::subjectId).toArray(UUID[]::new),
                    leads.stream().map(Lead::consentId).toArray(UUID[]::new),
                    seller,
                    source,
                    vertical,
                    NOW);
            tx.run("""
                    insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip,
                      score, level, channels, certified, generated_at, expires_at, attrs, currency, price, max_sales, status)
                    select id, $2, 1, $3, 'src', 'MA', '02108', 70, 2, 1, true, $4, $4, '{"shown": "x"}', 'USD', 1200, 4, 'open'
                    from unnest($1::uuid[]) id""", ids, vertical, seller, NOW);
            return leads;
        });
    }

    public void sell(UUID buyer, int slot, List<Lead> leads) {
        sell(buyer, slot, leads, "us-tcpa-pewc@1");
    }

    public void sell(UUID buyer, int slot, List<Lead> leads, String ruleSet) {
        db.inTx(tx -> {
            UUID purchase = Id.next();
            tx.run("""
                    insert into market.purchase (id, buyer_id, journal_id, currency, total, leads, at)
                    values ($1, $2, $1, 'USD', $3, $4, $5)""", purchase, buyer, 1200L * leads.size(), leads.size(), NOW);
            return tx.run(
                    """
                    insert into market.sale (lead_id, subject_id, consent_id, seller_id, slot, max_sales, exclusive, id,
                      purchase_id, buyer_id, vertical_id, price, fee, score, level, rule_set, sold_at, return_until)
                    select *, $5, 4, false, uuidv7(), $6, $7, $8, 1200, 120, 70, 2, $10, $9, $9
                    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])""",
                    leads.stream().map(Lead::id).toArray(UUID[]::new),
                    leads.stream().map(Lead::subjectId).toArray(UUID[]::new),
                    leads.stream().map(Lead::consentId).toArray(UUID[]::new),
                    leads.stream().map(Lead::sellerId).toArray(UUID[]::new),
                    (short) slot,
                    purchase,
                    buyer,
                    vertical,
                    NOW,
                    ruleSet);
        });
    }

    public long count(String sql, Object... args) {
        return db.read(tx -> tx.rows("select count(*) from " + sql, args))
                .getFirst()
                .getLong(0);
    }

    @Override
    public void close() {
        testDatabase.close();
        vertx.close().await();
    }
}
