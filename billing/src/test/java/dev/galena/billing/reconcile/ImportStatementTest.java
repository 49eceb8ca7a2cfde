package dev.galena.billing.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Accounts;
import dev.galena.billing.Conservation;
import dev.galena.billing.Journal;
import dev.galena.billing.Ledger;
import dev.galena.billing.Money;
import dev.galena.billing.Reference;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.payout.Destination;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.Payout;
import dev.galena.billing.payout.PayoutBooks;
import dev.galena.billing.payout.PayoutBooks.Asking;
import dev.galena.billing.payout.PayoutFiles;
import dev.galena.billing.payout.PayoutFiles.Originator;
import dev.galena.billing.payout.Payouts;
import dev.galena.billing.reconcile.BankImports.BankImport;
import dev.galena.billing.reconcile.BankLines.Assignment;
import dev.galena.billing.reconcile.ImportStatement.Format;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bank's statements settle top-ups and payouts, each line once. */
class ImportStatementTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOW = Instant.parse("2026-11-05T12:00:00Z");

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;
    private static final Stores stores = Stores.of(new Accounts(), new Ledger());
    private static final Payouts payouts = new Payouts();
    private static final PayoutBooks books = new PayoutBooks(payouts, stores);
    private static final ProviderLines lines = new ProviderLines();
    private static final BankLines bankLines = new BankLines(lines, stores, payouts, books);
    private static ImportStatement importStatement;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        importStatement = new ImportStatement(database, lines, bankLines, new BankImports(), InstantSource.fixed(NOW));
    }

    @AfterAll
    static void stop() {
        test.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void aTransferWithItsReferenceCreditsWhatArrived() {
        var topUp = topUp(5_000);
        var written = topUp.reference().toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ");
        var done = camt(entry("CRDT", "50.00", "B-1", "Top-up " + written), entry("CRDT", "7.00", "B-2", "greetings"));
        assertThat(done.lines()).isEqualTo(2);
        assertThat(done.matched()).isEqualTo(1);
        assertThat(wallet(topUp.partyId())).isEqualTo(5_000);
        var other = topUp(5_000);
        csv("2026-11-04,49.99,EUR,\"ref, " + other.reference() + "\",");
        assertThat(wallet(other.partyId())).isEqualTo(4_999);
    }

    @Test
    void theSameFileAndTheSameLineInAnotherFileSettleOnce() throws Exception {
        var topUp = topUp(2_000);
        var entry = entry("CRDT", "20.00", "B-3", topUp.reference());
        Callable<BankImport> call = () -> camt(entry);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(Collections.nCopies(8, call))) future.get();
        }
        camt(entry, entry("CRDT", "1.00", "B-4", "more"));
        assertThat(wallet(topUp.partyId())).isEqualTo(2_000);
        var again = entry("CRDT", "20.00", "B-5", topUp.reference());
        camt(again);
        assertThat(wallet(topUp.partyId())).as("a reference is used once").isEqualTo(2_000);
        assertThat(open("B-5")).isTrue();
    }

    @Test
    void aSlipOfThePenLeadsToNobodyElse() {
        var topUp = topUp(1_000);
        var reference = topUp.reference();
        char last = reference.charAt(15);
        var slip = reference.substring(0, 15) + (last == '7' ? '8' : '7');
        assertThat(Reference.in(slip)).isEmpty();
        camt(entry("CRDT", "10.00", "B-6", slip));
        assertThat(wallet(topUp.partyId())).isZero();
        assertThat(open("B-6")).isTrue();
        var random = Seeds.random("statement", 71);
        for (int i = 0; i < 1_000; i++) {
            var good = Reference.of(new UUID(random.nextLong(), random.nextLong()));
            assertThat(Reference.in("x " + good + " y")).contains(good);
        }
    }

    @Test
    void whatBelongsToNothingIsKeptAndCanBeAssignedOnce() {
        camt(entry("CRDT", "33.00", "B-7", "for the wallet of Northfield"));
        var line = line("B-7");
        var buyer = Id.next();
        assertThat(assign(line, buyer, "USD")).isInstanceOf(Assignment.OtherCurrency.class);
        assertThat(assign(line, buyer, "EUR")).isInstanceOf(Assignment.Assigned.class);
        assertThat(assign(line, buyer, "EUR")).isInstanceOf(Assignment.NotOpen.class);
        assertThat(wallet(buyer)).isEqualTo(3_300);
    }

    @Test
    void aPayoutIsPaidWhenTheStatementShowsItAndComesBackWhenTheBankReturnsIt() {
        var payout = sent(4_500);
        camt(entry("DBIT", "45.01", "B-8", payout.reference()));
        assertThat(find(payout.id()).state()).as("another amount").isEqualTo(Payout.State.SENT);
        camt(entry("DBIT", "45.00", "B-9", payout.reference()));
        assertThat(find(payout.id()).state()).isEqualTo(Payout.State.PAID);
        assertThat(payable(payout.partyId())).isZero();
        camt(entry("CRDT", "45.00", "B-10", "RETURN " + payout.reference()));
        assertThat(find(payout.id()).state()).isEqualTo(Payout.State.FAILED);
        assertThat(payable(payout.partyId())).isEqualTo(4_500);
    }

    @Test
    void entriesOfManyTransactionsAreManyLinesAndPendingOnesAreNone() {
        var first = topUp(100);
        var second = topUp(200);
        var batch = """
                <Ntry><Amt Ccy="EUR">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-04</Dt></BookgDt>
                <AcctSvcrRef>B-11</AcctSvcrRef><NtryDtls>
                <TxDtls><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls>
                <TxDtls><Amt Ccy="EUR">2.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
                </NtryDtls></Ntry>""".formatted(first.reference(), second.reference());
        var pending = entry("CRDT", "9.00", "B-12", "soon").replace("BOOK", "PDNG");
        var done = camt(batch, pending);
        assertThat(done.lines()).isEqualTo(2);
        assertThat(wallet(first.partyId())).isEqualTo(100);
        assertThat(wallet(second.partyId())).isEqualTo(200);
    }

    @Test
    void aTableWithoutIdsKeepsEqualLinesApart() {
        var done = csv("2026-11-04,1.00,EUR,twice,\n2026-11-04,1.00,EUR,twice,");
        assertThat(done.lines()).isEqualTo(2);
        var again = csv("2026-11-04,1.00,EUR,twice,\n2026-11-04,1.00,EUR,twice,\n2026-11-04,1.00,EUR,thrice,");
        long kept = database.read(tx -> tx.rows("select count(*) from billing.provider_line where text = 'twice'")
                .getFirst()
                .getLong(0));
        assertThat(kept).isEqualTo(2);
        assertThat(again.id()).isNotEqualTo(done.id());
    }

    @Test
    void amountsAreReadAndToldWithTheDecimalsOfTheirCurrency() {
        camt(
                entry("CRDT", "125.00", "B-20", "dollars").replace("EUR", "USD"),
                entry("DBIT", "1500", "B-21", "yen").replace("EUR", "JPY"),
                entry("CRDT", "7.00", "B-22", "play money").replace("EUR", "XTS"));
        csv("2026-11-04,7.5,XTS,more play money,B-23");
        assertThat(detail("B-20")).isEqualTo("credit of 125.00 USD: dollars");
        assertThat(detail("B-21")).isEqualTo("debit of -1500 JPY: yen");
        assertThat(detail("B-22")).isEqualTo("credit of 7.00 XTS: play money");
        assertThat(detail("B-23")).isEqualTo("credit of 7.50 XTS: more play money");
        camt(
                entry("DBIT", "1501", "B-21", "yen").replace("EUR", "JPY"),
                entry("CRDT", "7.01", "B-22", "play money").replace("EUR", "XTS"));
        assertThat(changed("B-21")).isEqualTo("was -1500 JPY, is -1501 JPY");
        assertThat(changed("B-22")).isEqualTo("was 7.00 XTS, is 7.01 XTS");
    }

    @Test
    void filesThatAreNoStatementsAreRefusedAndReachNothingOutside() {
        for (var odd : List.of(
                "",
                "<a/>",
                "<Document><BkToCstmrStmt><Stmt><Ntry></Ntry></Stmt></BkToCstmrStmt></Document>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document><BkToCstmrStmt>&x;</BkToCstmrStmt></Document>",
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Document>&b;</Document>",
                "<a>".repeat(1_000))) {
            assertThatThrownBy(() -> importStatement.run(odd.getBytes(UTF_8), Format.CAMT053, "usr_a"))
                    .as(odd)
                    .isInstanceOf(Unreadable.class);
        }
        for (var odd : List.of(
                "",
                "a,b\n1,2",
                "date,amount,currency,text\n2026-11-04,1.001,EUR,x",
                "date,amount,currency,text\nx,1,EUR,x",
                "date,amount,currency,text\n2026-11-04,1,XXQ,x",
                "date,amount,currency,text\n\"2026")) {
            assertThatThrownBy(() -> importStatement.run(odd.getBytes(UTF_8), Format.CSV, "usr_a"))
                    .as(odd)
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static BankImport camt(String... entries) {
        var xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
                        + "<GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>"
                        + String.join("", entries) + "</Stmt></BkToCstmrStmt></Document>";
        return importStatement.run(xml.getBytes(UTF_8), Format.CAMT053, "usr_a");
    }

    private static BankImport csv(String rows) {
        return importStatement.run(
                ("date,amount,currency,text,id\n" + rows + "\n").getBytes(UTF_8), Format.CSV, "usr_a");
    }

    private static String entry(String direction, String amount, String ref, String text) {
        return """
                <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-04</Dt></BookgDt>
                <AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>""".formatted(amount, direction, ref, text);
    }

    private static TopUp topUp(long amount) {
        var topUp = TopUp.asked(Id.next(), Id.next(), "bank", new Money(amount, EUR), false, false, NOW);
        database.inTx(tx -> {
            stores.topUps().add(tx, topUp);
            return topUp;
        });
        return topUp;
    }

    private static Payout sent(long amount) {
        var seller = Id.next();
        var payable = Account.of(seller, AccountKind.SELLER_PAYABLE, EUR);
        var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, EUR);
        return database.inTx(tx -> {
            payouts.direct(
                    tx, seller, new Destination(Method.SEPA, "Seller", "DE89370400440532013000", ""), "usr_a", NOW);
            stores.accounts().open(tx, List.of(payable, revenue), NOW);
            stores.ledger()
                    .post(
                            tx,
                            List.of(new Journal(
                                    Id.next(),
                                    "release",
                                    Id.next(),
                                    NOW,
                                    List.of(new Transfer(revenue, payable, new Money(amount, EUR))))));
            var asked = (Asking.Asked) books.ask(tx, seller, null, EUR, "usr_a", 1_000_000, NOW);
            var originator = new Originator("Galena", "DE89370400440532013000", "", "", "", "");
            new PayoutFiles(payouts, originator).make(tx, Method.SEPA, EUR, "usr_a", NOW);
            return asked.payout();
        });
    }

    private static Assignment assign(UUID line, UUID buyer, String currency) {
        return database.inTx(tx -> bankLines.assign(tx, line, buyer, currency, NOW));
    }

    private static UUID line(String ref) {
        return database.read(tx -> lines.page(tx, "bank", null, Page.first(500))).rows().stream()
                .filter(read -> read.line().id().endsWith("/" + ref))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static boolean open(String ref) {
        return database.read(tx -> tx.rows(
                                "select count(*) from billing.alarm where kind = 'line-unknown' and resolved_at is null and subject like '%/' || $1",
                                ref)
                        .getFirst()
                        .getLong(0))
                == 1;
    }

    private static String detail(String ref) {
        return detail("line-unknown", ref);
    }

    private static String changed(String ref) {
        return detail("line-changed", ref);
    }

    private static String detail(String kind, String ref) {
        return database.read(tx -> tx.rows(
                        "select detail from billing.alarm where kind = $1 and (subject = $2 or subject like '%/' || $2)",
                        kind, ref))
                .getFirst()
                .getString(0);
    }

    private static Payout find(UUID id) {
        return database.read(tx -> payouts.find(tx, id)).orElseThrow();
    }

    private static long wallet(UUID buyer) {
        return database.read(tx -> stores.ledger().balance(tx, buyer, AccountKind.BUYER_WALLET, EUR))
                .minorUnits();
    }

    private static long payable(UUID seller) {
        return database.read(tx -> stores.ledger().balance(tx, seller, AccountKind.SELLER_PAYABLE, EUR))
                .minorUnits();
    }
}
