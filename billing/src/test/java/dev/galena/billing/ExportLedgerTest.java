package dev.galena.billing;

import static dev.galena.billing.AccountKind.BANK;
import static dev.galena.billing.AccountKind.BUYER_RECEIVABLE;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static dev.galena.billing.AccountKind.VAT_OUTPUT;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportLedgerTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final Pattern POSTING = Pattern.compile("^  (\\S+)  (-?[0-9.]+) ([A-Z]{3})$", Pattern.MULTILINE);
    private static final Currency YEN = Currency.getInstance("JPY");

    private final ExportLedger export = new ExportLedger(books.database());

    /** Two thousand and more journals, so that there are several parts; folded in between. */
    @BeforeAll
    static void trade() {
        var random = Seeds.random("bothToolsComeToOurBalances", 61);
        var buyers = List.of(books.buyer(10_000_000), books.buyer(10_000_000));
        var sellers = List.of(books.seller(), books.seller(), books.seller());
        var vat = Account.of(null, VAT_OUTPUT, "DE 19.00", USD);
        books.in(tx -> {
            books.accounts.open(
                    tx, List.of(vat, platform(BANK), Account.of(buyers.getFirst(), BUYER_RECEIVABLE, USD)), NOW);
            return true;
        });
        for (int part = 0; part < 9; part++) {
            books.in(tx -> {
                books.ledger.lock(tx, buyers.stream().map(Books::wallet).toList());
                var journals = random.ints(300, 2, 5_000)
                        .mapToObj(price -> {
                            var buyer = buyers.get(price % 2);
                            var seller = sellers.get(price % 3);
                            return Books.journal(
                                    "purchase",
                                    transfer(wallet(buyer), Account.of(seller, SELLER_PENDING, USD), price - 1),
                                    transfer(wallet(buyer), platform(PLATFORM_FEE), 1),
                                    transfer(wallet(buyer), vat, price / 5 + 1));
                        })
                        .toList();
                books.ledger.post(tx, journals);
                return true;
            });
            if (part % 3 == 0) new FoldDeltas(books.database()).fold();
        }
        var buyer = Id.next();
        books.post(new Transfer(Account.platform(BANK, YEN), Account.wallet(buyer, YEN), new Money(12_345, YEN)));
        books.post(new Transfer(
                Account.platform(BANK, Money.TEST), Account.wallet(buyer, Money.TEST), new Money(7, Money.TEST)));
    }

    @ParameterizedTest
    @EnumSource(BookFormat.class)
    void theSumsOfTheTextAreTheBalances(BookFormat format) {
        var text = new StringBuilder();
        var written = export.write(format, text);
        assertThat(written.journals()).isEqualTo(books.number("select count(*) from billing.journal"));
        assertThat(written.transfers()).isEqualTo(books.number("select count(*) from billing.transfer"));
        Map<String, BigDecimal> sums = new HashMap<>();
        int postings = 0;
        for (var posting = POSTING.matcher(text); posting.find(); postings++) {
            assertThat(posting.group(1)).contains(":" + posting.group(3));
            sums.merge(posting.group(1), new BigDecimal(posting.group(2)), BigDecimal::add);
        }
        assertThat(postings).isEqualTo(2 * written.transfers());
        assertThat(nonZero(sums)).isEqualTo(balances());
    }

    @Test
    void eachAccountHasANameOfItsOwn() {
        for (var format : BookFormat.values()) {
            var text = new StringBuilder();
            export.write(format, text);
            var openings = text.toString()
                    .lines()
                    .filter(l -> l.startsWith("account ") || l.contains(" open "))
                    .map(l -> l.replaceAll("^(account|\\S+ open) (\\S+).*", "$2"))
                    .toList();
            assertThat(openings).doesNotHaveDuplicates().hasSize((int)
                    books.number("select count(*) from billing.account"));
            // Beancount: a part starts with an upper-case letter or a digit.
            assertThat(openings).allMatch(name -> name.matches("[A-Z][a-z]+(:[A-Z0-9][A-Za-z0-9-]*)+"));
        }
    }

    /** What hledger makes of it, where it is installed (Debian: apt-get install hledger). */
    @Test
    void hledgerFindsTheSameBalances(@TempDir Path folder) throws Exception {
        assumeTrue(installed("hledger"), "hledger is not installed: only our own sums of the text were compared");
        Path file = folder.resolve("ledger.journal");
        try (var out = Files.newBufferedWriter(file)) {
            export.write(BookFormat.HLEDGER, out);
        }
        assertThat(run("hledger", "-f", file.toString(), "check", "accounts", "balancednoautoconversion"))
                .as("its own checks")
                .isNotNull();
        Map<String, BigDecimal> sums = new HashMap<>();
        var line = Pattern.compile("\"(\\S+:\\S+)\",\"(-?[0-9.]+) [A-Z]{3}\"");
        for (var found = line.matcher(run("hledger", "-f", file.toString(), "balance", "--flat", "-N", "-O", "csv"));
                found.find(); ) {
            sums.put(found.group(1), new BigDecimal(found.group(2)));
        }
        assertThat(nonZero(sums)).isEqualTo(balances());
    }

    /** What Beancount makes of it, where it is installed (Debian: apt-get install beancount). */
    @Test
    void beancountFindsNothingWrong(@TempDir Path folder) throws Exception {
        assumeTrue(installed("bean-check"), "beancount is not installed: only our own sums of the text were compared");
        Path file = folder.resolve("ledger.beancount");
        try (var out = Files.newBufferedWriter(file)) {
            export.write(BookFormat.BEANCOUNT, out);
        }
        assertThat(run("bean-check", file.toString())).isEmpty();
    }

    /** By name and with the sign turned; accounts that stand at zero left out. */
    private static Map<String, BigDecimal> balances() {
        Map<String, BigDecimal> balances = new HashMap<>();
        var read = new ReadLedger(books.database(), new Entries());
        for (var state : read.accounts(new ReadLedger.Wanted(null, null, null), Page.first(500))
                .rows()) {
            int digits = Math.max(0, state.account().currency().getDefaultFractionDigits());
            if (state.account().currency().equals(Money.TEST)) digits = 2;
            balances.put(
                    BookFormat.name(state.account()),
                    BigDecimal.valueOf(-state.balance().minorUnits(), digits));
        }
        return nonZero(balances);
    }

    private static Map<String, BigDecimal> nonZero(Map<String, BigDecimal> sums) {
        Map<String, BigDecimal> kept = new TreeMap<>();
        sums.forEach((name, sum) -> {
            if (sum.signum() != 0) kept.put(name, sum.stripTrailingZeros());
        });
        return kept;
    }

    private static boolean installed(String program) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
