package dev.galena.billing.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Credit;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Transfer;
import dev.galena.billing.Wallets;
import dev.galena.billing.mail.Outbox;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Profile;
import dev.galena.billing.tax.Profiles;
import dev.galena.billing.tax.SaveProfile;
import dev.galena.billing.tax.Standings;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.billing.tax.VatRuleBook;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A marketplace in Germany with its books and papers, on a database of its own. After each test the money sums to zero, each
 * series counts from 1 without a gap, and every document is what its bytes say and valid.
 */
public final class Papers implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    public static final Currency EUR = Currency.getInstance("EUR");
    public static final Tax GERMAN = new Tax("DE", VatCategory.S, 1_900, "domestic@1");

    private static final int VALIDATED_MAX = 60;

    final Accounts accounts = new Accounts();
    final Ledger ledger = new Ledger();
    final Profiles profiles = new Profiles();
    final DraftLines lines = new DraftLines();
    private @Nullable Instant now = Instant.parse("2026-11-22T12:00:00Z");
    public final InstantSource clock = () -> now;
    final Issuance issuance = new Issuance(
            profiles,
            new VatRuleBook(),
            accounts,
            ledger,
            (tx, issued) -> new Outbox().add(tx, issued, clock.instant()));

    private Vertx vertx;
    private TestDatabase test;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        save(profile(Profile.PLATFORM, "DE", "DE123456789", Frequency.MONTHLY));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database().inTx(tx -> {
            assertThat(Conservation.check(tx)).isEmpty();
            assertThat(texts(tx, """
                    select s.name from billing.series s where s.last <> (select count(*) from billing.document d
                      where d.series = s.name) or s.last <> (select max(number) from billing.document d where d.series = s.name)""")).as("series with a gap").isEmpty();
            assertThat(texts(tx, """
                    select a.name from billing.document a join billing.document b on b.series = a.series and b.number = a.number + 1
                    where b.issued_at < a.issued_at""")).as("a later number, issued earlier").isEmpty();
            for (var row : tx.rows("select frozen, sha256 from billing.document")) {
                byte[] frozen = row.getBuffer(0).getBytes();
                assertThat(Frozen.bytes(Frozen.read(frozen))).isEqualTo(frozen);
                assertThat(Frozen.sha256(frozen)).isEqualTo(row.getBuffer(1).getBytes());
            }
            assertThat(texts(tx, """
                    select d.name from billing.document d where d.net <> (select sum(l.net) from billing.document_line l
                      where l.document_id = d.id)"""))
                    .as("documents that differ from their lines")
                    .isEmpty();
            return tx;
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var all = documents();
        for (var document : all.subList(0, Math.min(all.size(), VALIDATED_MAX))) {
            assertThat(En16931.faults(Ubl.of(document))).as(document.toString()).isEmpty();
        }
        test.close();
        vertx.close().await();
    }

    public Database database() {
        return test.database();
    }

    public void asOwner(String sql) {
        try (var owner = test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public IssueDocuments issue() {
        return new IssueDocuments(database(), issuance, clock);
    }

    public SaveProfile saveProfile() {
        return new SaveProfile(database(), profiles, new VatRuleBook(), new Standings(), lines::profileChanged, clock);
    }

    void save(Profile profile) {
        saveProfile().save(profile);
    }

    static Profile profile(UUID party, String country, @Nullable String vatId, Frequency rhythm) {
        return new Profile(
                party,
                "Company of " + country,
                "Main Street 1",
                "Town",
                "12345",
                null,
                country,
                vatId,
                "HRB 1",
                "billing@example.com",
                rhythm,
                ZoneId.of("Europe/Berlin"),
                true);
    }

    public UUID german(Frequency rhythm) {
        UUID party = Id.next();
        save(profile(party, "DE", "DE987654321", rhythm));
        return party;
    }

    UUID seller(String country, @Nullable String vatId) {
        UUID party = Id.next();
        save(profile(party, country, vatId, Frequency.MONTHLY));
        run(tx -> accounts.openSeller(tx, party, EUR, clock.instant()));
        return party;
    }

    /** Charges the buyer and notes the line, as a sale does. */
    public DraftLine sale(UUID buyer, long net, Tax tax) {
        var money = new Money(net, EUR);
        long vat = tax.of(money).minorUnits();
        UUID sale = Id.next();
        Instant at = clock.instant();
        var line = DraftLine.invoiced(sale, buyer, at, Id.text("sal", sale), "Education lead", money, vat, tax, 0);
        run(tx -> {
            Account wallet = Account.wallet(buyer, EUR);
            new Wallets(accounts, ledger)
                    .credit(tx, new Credit(Id.next(), buyer, new Money(net + vat, EUR), Credit.Source.BANK), at);
            var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, EUR);
            accounts.open(tx, List.of(tax.output(EUR), revenue), at);
            List<Transfer> transfers = new ArrayList<>(List.of(new Transfer(wallet, revenue, money)));
            if (vat > 0) transfers.add(new Transfer(wallet, tax.output(EUR), new Money(vat, EUR)));
            ledger.post(tx, List.of(new Journal(Id.next(), "purchase", sale, at, transfers)));
            lines.add(tx, List.of(line));
        });
        return line;
    }

    void add(DraftLine line) {
        run(tx -> lines.add(tx, List.of(line)));
    }

    void run(Consumer<Tx> work) {
        database().inTx(tx -> {
            work.accept(tx);
            return tx;
        });
    }

    List<Document> documents() {
        return database()
                .inTx(tx -> tx.rows("select frozen from billing.document order by id").stream()
                        .map(row -> Frozen.read(row.getBuffer(0).getBytes()))
                        .toList());
    }

    public List<Document> of(UUID party) {
        String id = Id.text("pty", party);
        return documents().stream()
                .filter(d -> d.customer().id().equals(id) || d.supplier().id().equals(id))
                .toList();
    }

    long balance(Account account) {
        return database().inTx(tx -> ledger.balance(tx, account)).minorUnits();
    }

    public static List<String> texts(Tx tx, String sql) {
        return tx.rows(sql).stream().map(row -> row.getValue(0).toString()).toList();
    }
}
