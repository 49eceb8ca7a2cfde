package dev.galena.billing.document;

import static dev.galena.billing.document.Papers.EUR;
import static dev.galena.billing.document.Papers.GERMAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Authority;
import dev.galena.billing.CreditLines;
import dev.galena.billing.Journal;
import dev.galena.billing.Money;
import dev.galena.billing.Reference;
import dev.galena.billing.Transfer;
import dev.galena.billing.payment.InvoiceReceipts;
import dev.galena.billing.payment.Stores;
import dev.galena.billing.postpaid.Cycles;
import dev.galena.billing.recurring.Clocks;
import dev.galena.billing.recurring.Jobs;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.billing.tax.Frequency;
import dev.galena.billing.tax.Tax;
import dev.galena.db.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What invoices of buyers who pay afterwards ask for is what they owe in the books, whatever happened. */
class CyclesOnPaperTest {

    @RegisterExtension
    static final Papers PAPERS = new Papers();

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Cycles cycles = new Cycles(
            PAPERS.accounts,
            PAPERS.ledger,
            new Clocks(PAPERS.clock),
            (tx, cycle) -> PAPERS.issuance.close(
                    tx,
                    cycle.partyId(),
                    cycle.owed(),
                    cycle.span().end(),
                    LocalDate.ofInstant(cycle.at(), ZoneOffset.UTC).plusDays(14),
                    cycle.at()));
    private final RunJobs jobs = new RunJobs(PAPERS.database(), new Jobs(), PAPERS.clock, List.of(cycles.job()));
    private final InvoiceReceipts receipts = new InvoiceReceipts(Stores.of(PAPERS.accounts, PAPERS.ledger));
    private UUID buyer = Id.next();
    private final List<DraftLine> bought = new ArrayList<>();
    private final List<UUID> given = new ArrayList<>();

    @BeforeEach
    void somebodyBuysOnCredit() {
        PAPERS.run(tx -> {
            tx.run("delete from billing.job");
            tx.run("update billing.postpaid set due_at = null");
        });
        jobs.run();
        buyer = PAPERS.german(Frequency.DAILY);
        PAPERS.run(tx -> {
            PAPERS.accounts.openBuyer(tx, buyer, EUR, PAPERS.clock.instant());
            new CreditLines(PAPERS.accounts, PAPERS.ledger)
                    .set(
                            tx,
                            buyer,
                            eur(100_000_000),
                            new Authority(Id.next(), "a good customer"),
                            PAPERS.clock.instant());
        });
    }

    @Test
    void whatTheWalletPaidIsNotAskedForAgain() {
        begin(7);
        topUp(700);
        buy(1_000, GERMAN, 0);
        PAPERS.pass(Duration.ofDays(8));
        jobs.run();
        issueAll();
        var invoice = PAPERS.of(buyer).getFirst();
        assertThat(invoice.totals().paid()).isEqualTo(700);
        assertThat(invoice.totals().payable()).isEqualTo(490);
        assertThat(Ubl.of(invoice))
                .contains(">7.00</cbc:PrepaidAmount>", ">4.90</cbc:PayableAmount>", Reference.of(invoice.id()));
        assertThat(receivable()).isEqualTo(490);
    }

    @Test
    void whoPaidAllInAdvanceIsInvoicedTooAndOwesNothing() {
        begin(7);
        topUp(5_000);
        buy(1_000, GERMAN, 0);
        PAPERS.pass(Duration.ofDays(8));
        jobs.run();
        assertThat(PAPERS.of(buyer))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.totals().payable()).isZero());
        assertThat(receivable()).isZero();
    }

    @Test
    void whatIsBoughtAfterTheEndIsPaidByTheNextAlthoughTheWalletLacksItAlready() {
        begin(7);
        topUp(1_190);
        buy(1_000, GERMAN, 0);
        PAPERS.pass(Duration.ofDays(8));
        buy(2_000, GERMAN, 0);
        jobs.run();
        assertThat(PAPERS.of(buyer))
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.totals().payable()).isZero());
        PAPERS.pass(Duration.ofDays(7));
        jobs.run();
        assertThat(PAPERS.of(buyer).getLast().totals().payable()).isEqualTo(2_380);
        assertThat(receivable()).isEqualTo(2_380);
    }

    @Test
    void partsArePaidOneByOneAndWhatIsTooMuchGoesIntoTheWallet() {
        begin(7);
        buy(1_000, GERMAN, 0);
        PAPERS.pass(Duration.ofDays(8));
        jobs.run();
        var invoice = PAPERS.of(buyer).getFirst();
        assertThat(pay("your invoice " + invoice.number().toLowerCase(Locale.ROOT), 190))
                .isTrue();
        assertThat(receivable()).isEqualTo(1_000);
        assertThat(pay(Reference.of(invoice.id()), 1_300)).isTrue();
        assertThat(receivable()).isZero();
        assertThat(wallet()).isEqualTo(300);
        assertThat(pay(Reference.of(invoice.id()), 50)).as("paid twice").isTrue();
        assertThat(wallet()).isEqualTo(350);
        assertThat(pay("INV-999999", 50)).isFalse();
        agree();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void documentsAndBooksAgreeInRandomHistories(long seed) {
        System.out.println("CyclesOnPaperTest seed " + seed);
        var random = new Random(seed);
        boolean running = false;
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 ->
                    buy(
                            1 + random.nextInt(4_000),
                            random.nextInt(3) == 0 ? Tax.NONE : GERMAN,
                            random.nextInt(4) == 0 ? random.nextInt(100) : 0);
                case 4 -> giveBack(random);
                case 5 -> topUp(1 + random.nextInt(6_000));
                case 6, 7 -> PAPERS.pass(Duration.ofMinutes(random.nextInt(60 * 24 * 3)));
                case 8 -> {
                    jobs.run();
                    if (running) nothingWaitsFromBeforeTheCycle();
                }
                case 9 -> {
                    int before = PAPERS.of(buyer).size();
                    issueAll();
                    if (running)
                        assertThat(PAPERS.of(buyer)).as("invoiced elsewhere").hasSize(before);
                }
                case 10 -> payOne(random);
                default -> {
                    if (running && random.nextBoolean()) PAPERS.database().inTx(tx -> cycles.end(tx, buyer));
                    else begin(random.nextBoolean() ? 7 : 14);
                    running = PAPERS.database()
                            .<Boolean>inTx(tx -> !tx.rows("select from billing.postpaid where due_at is not null")
                                    .isEmpty());
                }
            }
            agree();
        }
        PAPERS.database().inTx(tx -> cycles.end(tx, buyer));
        PAPERS.pass(Duration.ofDays(40));
        issueAll();
        agree();
        assertThat(waiting("true")).isZero();
    }

    /** What invoices ask for, less what came in for them, is what the buyer owes; each line is on one document or waits. */
    private void agree() {
        var documents = PAPERS.of(buyer);
        long asked = documents.stream().mapToLong(d -> d.totals().payable()).sum();
        long paid = sum("select coalesce(sum(paid), 0)::bigint from billing.open_invoice where party_id = $1");
        assertThat(receivable()).as("owed").isEqualTo(asked - paid);
        assertThat(sum("select coalesce(sum(amount), 0)::bigint from billing.open_invoice where party_id = $1"))
                .as("open invoices")
                .isEqualTo(asked);
        long onPaper = documents.stream()
                .mapToLong(d ->
                        d.kind().credit() ? -d.totals().charged() : d.totals().charged())
                .sum();
        long waiting = waiting("kind = 'invoice'") - waiting("kind = 'credit-note'");
        long spent = sum("""
                select coalesce(sum(case kind when 'invoice' then net + vat else -net - vat end), 0)::bigint
                from billing.document_line where party_id = $1""");
        assertThat(onPaper + waiting).as("lines").isEqualTo(spent);
    }

    private void nothingWaitsFromBeforeTheCycle() {
        assertThat(waiting("""
                at < (select max(ends_at) from billing.postpaid_cycle where party_id = $1) and kind = 'invoice'""")).isZero();
    }

    private long waiting(String which) {
        return sum("""
                select coalesce(sum(net + vat), 0)::bigint from billing.document_line
                where party_id = $1 and document_id is null and %s""".formatted(which));
    }

    private long sum(String sql) {
        return PAPERS.database().inTx(tx -> tx.rows(sql, buyer).getFirst().getLong(0));
    }

    private void begin(int days) {
        PAPERS.pass(Duration.ofSeconds(1));
        PAPERS.database().inTx(tx -> cycles.begin(tx, buyer, EUR, BERLIN, days));
    }

    private void issueAll() {
        while (PAPERS.issue().run()) {}
    }

    private void buy(long net, Tax tax, long promo) {
        long vat = tax.of(eur(net)).minorUnits();
        long credit = Math.min(promo, net);
        UUID sale = Id.next();
        Instant at = PAPERS.clock.instant();
        var line =
                DraftLine.invoiced(sale, buyer, at, Id.text("sal", sale), "Education lead", eur(net), vat, tax, credit);
        bought.add(line);
        PAPERS.run(tx -> {
            var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, EUR);
            PAPERS.accounts.open(tx, List.of(tax.output(EUR), revenue), at);
            PAPERS.ledger.lockWallets(tx, List.of(walletAccount().id()));
            PAPERS.lines.add(tx, List.of(line));
            long due = net + vat - credit;
            if (due > 0)
                PAPERS.ledger.post(
                        tx,
                        List.of(new Journal(
                                Id.next(),
                                "purchase",
                                sale,
                                at,
                                List.of(new Transfer(walletAccount(), revenue, eur(due))))));
        });
    }

    private void giveBack(Random random) {
        var left = bought.stream()
                .filter(l -> l.promo() == 0 && !given.contains(l.source()))
                .toList();
        if (left.isEmpty()) return;
        var line = left.get(random.nextInt(left.size()));
        given.add(line.source());
        UUID back = Id.next();
        Instant at = PAPERS.clock.instant();
        PAPERS.run(tx -> {
            PAPERS.ledger.lockWallets(tx, List.of(walletAccount().id()));
            PAPERS.lines.add(
                    tx,
                    List.of(DraftLine.credited(
                            back, buyer, at, Id.text("ret", back), "Returned", line.net(), line.vat(), line.source())));
            var revenue = Account.platform(AccountKind.PLATFORM_REVENUE, EUR);
            var gross = line.net().plus(eur(line.vat()));
            PAPERS.ledger.post(
                    tx,
                    List.of(new Journal(
                            Id.next(), "return", back, at, List.of(new Transfer(revenue, walletAccount(), gross)))));
        });
    }

    private void topUp(long amount) {
        PAPERS.run(tx -> {
            var bank = Account.platform(AccountKind.BANK, EUR);
            PAPERS.accounts.open(tx, List.of(bank), PAPERS.clock.instant());
            var transfer = new Transfer(bank, walletAccount(), eur(amount));
            PAPERS.ledger.post(
                    tx,
                    List.of(new Journal(Id.next(), "top-up", Id.next(), PAPERS.clock.instant(), List.of(transfer))));
        });
    }

    private void payOne(Random random) {
        var invoices =
                PAPERS.of(buyer).stream().filter(d -> d.totals().payable() > 0).toList();
        if (invoices.isEmpty()) return;
        var invoice = invoices.get(random.nextInt(invoices.size()));
        long amount = 1 + random.nextLong(invoice.totals().payable() * 5 / 4 + 1);
        assertThat(pay(random.nextBoolean() ? invoice.number() : Reference.of(invoice.id()), amount))
                .isTrue();
    }

    private boolean pay(String text, long amount) {
        return PAPERS.database()
                .<Boolean>inTx(
                        tx -> receipts.settle(tx, text, eur(amount), Id.next().toString(), PAPERS.clock.instant()));
    }

    private Account walletAccount() {
        return Account.wallet(buyer, EUR);
    }

    private long wallet() {
        return PAPERS.balance(walletAccount());
    }

    private long receivable() {
        return -PAPERS.balance(Account.of(buyer, AccountKind.BUYER_RECEIVABLE, EUR));
    }

    private static Money eur(long minorUnits) {
        return new Money(minorUnits, EUR);
    }
}
