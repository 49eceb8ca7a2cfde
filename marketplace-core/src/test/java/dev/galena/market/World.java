package dev.galena.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Credit;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Wallets;
import dev.galena.consent.Captured;
import dev.galena.consent.Channel;
import dev.galena.consent.Consents;
import dev.galena.consent.Grant;
import dev.galena.consent.Identity;
import dev.galena.consent.MasterKey;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Subject;
import dev.galena.consent.Subjects;
import dev.galena.consent.WithdrawConsent;
import dev.galena.consent.Withdrawal;
import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.DatabaseConfig.Limits;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import dev.galena.market.delivery.Events;
import dev.galena.market.pricing.Deals;
import dev.galena.market.purchase.BuyLeads;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.Idempotency;
import dev.galena.market.purchase.Judge;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Purchases;
import dev.galena.market.purchase.Request;
import dev.galena.market.purchase.Settlement;
import dev.galena.market.purchase.Trade;
import dev.galena.market.purchase.Wanted;
import dev.galena.market.vertical.SeedVerticals;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A small market on a database of its own: parties, wallets, leads with real consent. Register it as a static extension;
 * after each test it goes over everything that was written and asks whether the three promises hold.
 */
public final class World implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    public static final Currency USD = Currency.getInstance("USD");

    /** Every buyer has this name unless said otherwise, so that one notice names them all. */
    public static final String NAME = "Acme Learning";

    public static final String NOTICE = """
            By ticking this box I agree that Acme Learning may call and text me at the number given, also by automatic means.
            My consent is not a condition of any purchase.""";

    private static final AtomicLong PEOPLE = new AtomicLong(2_000_000);

    /** For much work on a machine that has other work too: nobody is asked to come again. */
    public static final Limits PATIENT =
            new Limits(4, 10_000, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofMinutes(10));

    private final Limits limits;
    private @Nullable Vertx vertx;
    private @Nullable TestDatabase testDatabase;
    private @Nullable Database database;
    private final Map<UUID, Identity> persons = new ConcurrentHashMap<>();
    private final List<Database> nodes = new ArrayList<>();

    public final InstantSource clock = InstantSource.system();
    public final MasterKey master = MasterKey.generate();
    public final Subjects subjects = new Subjects(master);
    public final Notices notices = new Notices();
    public final Consents consents = new Consents(subjects, notices);
    public final Accounts accounts = new Accounts();
    public final Ledger ledger = new Ledger();
    public final Wallets wallets = new Wallets(accounts, ledger);
    public final Verticals verticals = new Verticals();
    public final Deals deals = new Deals();

    /** Somebody who buys. */
    public record Buyer(UUID id, String name, Currency currency) {}

    /** How leads are offered. */
    public record Terms(long price, @Nullable Long exclusivePrice, int slots, String notice, Instant expiresAt) {
        public Terms slots(int other) {
            return new Terms(price, exclusivePrice, other, notice, expiresAt);
        }

        public Terms notice(String other) {
            return new Terms(price, exclusivePrice, slots, other, expiresAt);
        }

        public Terms price(long other) {
            return new Terms(other, exclusivePrice, slots, notice, expiresAt);
        }

        public Terms expiresAt(Instant other) {
            return new Terms(price, exclusivePrice, slots, notice, other);
        }
    }

    public World() {
        this(Limits.USUAL);
    }

    public World(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        testDatabase = TestDatabase.create(vertx, "consent", "billing", "market");
        database = testDatabase.database().again(config -> config.withLimits(limits));
        new SeedVerticals(database(), verticals, clock).run();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(count("select deadlocks from pg_stat_database where datname = current_database()"))
                .isZero();
        nodes.forEach(Database::close);
        testDatabase.close();
        vertx.close().await();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Database database() {
        return database;
    }

    /** The same database as another process sees it: with connections of its own. */
    public Database anotherNode() {
        DatabaseConfig config = testDatabase.app();
        Database node = Database.open(vertx, config);
        nodes.add(node);
        return node;
    }

    public TestDatabase testDatabase() {
        return testDatabase;
    }

    /** Sells on this database; answers with the outcome's own words. */
    public BuyLeads buyLeads(Database node) {
        var settlement = new Settlement(consents, ledger, new Events(), new Purchases());
        var judge = new Judge(verticals, new RuleSets(), notices, deals);
        return new BuyLeads(
                node,
                new Trade(consents, ledger, judge, settlement, clock),
                new Idempotency(),
                (request, outcome) -> new KeptAnswer(200, outcome.toString().getBytes(StandardCharsets.UTF_8)),
                clock);
    }

    public BuyLeads buyLeads() {
        return buyLeads(database());
    }

    public WithdrawConsent withdrawConsent() {
        return new WithdrawConsent(database(), subjects, consents, clock, (tx, withdrawn) -> {});
    }

    public void withdraw(UUID consentId) {
        var target = new Withdrawal.OfConsent(consentId);
        withdrawConsent().withdraw(new Withdrawal(target, clock.instant(), "test", Id.next()));
    }

    public UUID seller() {
        UUID id = party(NAME + " Seller", USD, "seller");
        run(tx -> accounts.openSeller(tx, id, USD, clock.instant()));
        return id;
    }

    public Buyer buyer(long funds) {
        return buyer(NAME, USD, funds);
    }

    public Buyer buyer(String name, Currency currency, long funds) {
        return buyers(1, name, currency, funds).getFirst();
    }

    public List<Buyer> buyers(int count, long funds) {
        return buyers(count, NAME, USD, funds);
    }

    private List<Buyer> buyers(int count, String name, Currency currency, long funds) {
        List<Buyer> buyers = new ArrayList<>(count);
        run(tx -> {
            for (int i = 0; i < count; i++) {
                var buyer = new Buyer(Id.next(), name, currency);
                insertParty(tx, buyer.id(), name, currency, "buyer");
                accounts.openBuyer(tx, buyer.id(), currency, clock.instant());
                if (funds > 0) {
                    var money = new Money(funds, currency);
                    wallets.credit(tx, new Credit(Id.next(), buyer.id(), money, Credit.Source.BANK), clock.instant());
                }
                buyers.add(buyer);
            }
        });
        return buyers;
    }

    public UUID party(String name, Currency currency, String role) {
        UUID id = Id.next();
        run(tx -> insertParty(tx, id, name, currency, role));
        return id;
    }

    private void insertParty(Tx tx, UUID id, String name, Currency currency, String role) {
        tx.run(
                "insert into market.party (id, name, roles, currency, test, created_at) values ($1, $2, $3, $4, $5, $6)",
                id,
                name,
                new String[] {role},
                currency.getCurrencyCode(),
                currency.equals(Money.TEST),
                clock.instant());
    }

    /** 10.00 shared, 25.00 alone, three slots, for a month. */
    public Terms terms() {
        return new Terms(1_000, 2_500L, 3, NOTICE, clock.instant().plus(30, ChronoUnit.DAYS));
    }

    /** Leads of new people, listed by the seller; in the order of their ids. */
    public List<UUID> listed(UUID seller, int count, Terms terms) {
        List<UUID> leads = new ArrayList<>(count);
        for (int from = 0; from < count; from += 1_000) {
            int size = Math.min(1_000, count - from);
            run(tx -> leads.addAll(list(tx, seller, size, terms)));
        }
        return leads;
    }

    public UUID listed(UUID seller, Terms terms) {
        return listed(seller, 1, terms).getFirst();
    }

    private List<UUID> list(Tx tx, UUID seller, int count, Terms terms) {
        List<Identity> people = new ArrayList<>(count);
        for (int i = 0; i < count; i++) people.add(new Identity("+1213" + PEOPLE.incrementAndGet(), null));
        return list(tx, seller, people, terms);
    }

    private List<UUID> list(Tx tx, UUID seller, List<Identity> people, Terms terms) {
        Instant now = clock.instant();
        List<Subject> found = subjects.resolve(tx, people, now);
        var captured = new Captured(
                "A Person", "https://forms.example.com/a", "192.0.2.1", "Agent", List.of(), List.of(), "box");
        List<Grant> grants = new ArrayList<>(people.size());
        for (int i = 0; i < people.size(); i++) {
            grants.add(new Grant(
                    found.get(i),
                    people.get(i),
                    seller,
                    terms.notice(),
                    "en",
                    now.minusSeconds(60),
                    null,
                    Set.of(Channel.CALL, Channel.SMS),
                    false,
                    false,
                    captured));
        }
        List<UUID> leads = insertLeads(tx, seller, found, consents.grant(tx, grants, now), terms, now);
        for (int i = 0; i < leads.size(); i++) persons.put(leads.get(i), people.get(i));
        return leads;
    }

    /** Another lead of the same person, under a consent of its own. */
    public UUID listedAgain(UUID seller, UUID lead, Terms terms) {
        return database()
                .inTx(tx -> list(tx, seller, List.of(persons.get(lead)), terms))
                .getFirst();
    }

    private List<UUID> insertLeads(
            Tx tx, UUID seller, List<Subject> people, List<UUID> consentIds, Terms terms, Instant now) {
        Vertical education = verticals.current("education").orElseThrow();
        UUID[] ids = people.stream().map(p -> Id.next()).toArray(UUID[]::new);
        tx.run(
                """
                insert into market.lead (id, subject_id, consent_id, seller_id, source_id, vertical_id, vertical_version,
                  generated_at, received_at, subs, hidden, contributions)
                select id, subject_id, consent_id, $4, $4, $5, $6, $7, $7, '{}', '{}', '[]'
                from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t(id, subject_id, consent_id)""",
                ids,
                people.stream().map(Subject::id).toArray(UUID[]::new),
                consentIds.toArray(UUID[]::new),
                seller,
                education.id(),
                education.version(),
                now);
        tx.run(
                """
                insert into market.listing (lead_id, vertical_id, vertical_version, seller_id, source_alias, state, zip, score,
                  level, channels, certified, generated_at, expires_at, attrs, currency, price, exclusive_price, max_sales,
                  status)
                select t.id, $2, $3, $4, 'src-1', 'CA', '90001', 70, 2, 9, false, $5, $6, '{}', party.currency, $7, $8, $9,
                  'open'
                from unnest($1::uuid[]) as t(id), market.party where party.id = $4""",
                ids,
                education.id(),
                education.version(),
                seller,
                now,
                terms.expiresAt(),
                terms.price(),
                terms.exclusivePrice(),
                (short) terms.slots());
        return List.of(ids);
    }

    public Request request(Buyer buyer, UUID... leads) {
        return request(buyer, Id.next().toString(), new Wanted.These(List.of(leads), false), false);
    }

    public Request exclusive(Buyer buyer, UUID lead) {
        return request(buyer, Id.next().toString(), new Wanted.These(List.of(lead), false), true);
    }

    public Request request(Buyer buyer, String key, Wanted wanted, boolean exclusive) {
        byte[] body = new byte[32];
        body[0] = (byte) wanted.leadsAtMost();
        var claim = new Claim(buyer.id(), BuyLeads.OPERATION, key, body);
        return new Request(buyer.id(), buyer.name(), buyer.currency(), claim, wanted, exclusive, null);
    }

    public long balance(Buyer buyer) {
        return database()
                .inTx(tx -> ledger.balance(tx, Account.wallet(buyer.id(), buyer.currency())))
                .minorUnits();
    }

    public long count(String sql, @Nullable Object... args) {
        return database().inTx(tx -> tx.rows(sql, args).getFirst().getLong(0));
    }

    public UUID consentOf(UUID lead) {
        return database()
                .inTx(tx -> tx.rows("select consent_id from market.lead where id = $1", lead)
                        .getFirst()
                        .getUUID(0));
    }

    public void run(Consumer<Tx> work) {
        database().inTx(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /** Money sums to zero; no lead oversold; every sale under standing consent, told once and in an unbroken chain. */
    public void check() {
        Map<String, List<String>> broken = new HashMap<>();
        database().inTx(tx -> {
            broken.put("money", Conservation.check(tx));
            Promises.QUERIES.forEach((promise, sql) -> broken.put(
                    promise,
                    tx.rows(sql).stream().map(row -> row.getValue(0).toString()).toList()));
            return true;
        });
        broken.values().removeAll(Collections.singleton(List.<String>of()));
        assertThat(broken).isEmpty();
    }
}
