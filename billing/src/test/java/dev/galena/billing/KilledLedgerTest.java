package dev.galena.billing;

import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.journal;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Id;
import dev.galena.db.Mines;
import dev.galena.db.Tx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever moves money is killed between any two statements, and at the commit: nothing, and the next time all of it. */
class KilledLedgerTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final Account FEE = platform(PLATFORM_FEE);
    private static final Authority OPERATOR = new Authority(Id.next(), "test");

    private static Mines mines;

    @BeforeAll
    static void lay() {
        mines = Mines.under(books.testDatabase(), List.of("billing"));
    }

    @AfterAll
    static void lift() {
        mines.close();
    }

    @Test
    void allOrNothingWhereverItDies() {
        var holds = new Holds(books.ledger);
        var buyer = books.buyer(1_000);
        var pending = Account.of(books.seller(), SELLER_PENDING, USD);
        books.in(tx -> {
            books.accounts.open(tx, List.of(FEE), NOW);
            return true;
        });
        var sale = books.post(transfer(wallet(buyer), pending, 300), transfer(wallet(buyer), FEE, 50));
        var taken = new Hold(Id.next(), wallet(buyer), "auction", Id.next(), usd(200), Duration.ofMinutes(9));
        var freed = new Hold(Id.next(), wallet(buyer), "auction", Id.next(), usd(7), Duration.ofMinutes(9));
        var lines = new CreditLines(books.accounts, books.ledger);
        var freezes = new Freezes();
        dies(6, tx -> holds.place(tx, taken));
        dies(6, tx -> holds.place(tx, freed));
        dies(
                10,
                tx -> post(
                        tx,
                        journal("purchase", transfer(wallet(buyer), pending, 100), transfer(wallet(buyer), FEE, 9))));
        dies(
                10,
                tx -> post(
                        tx,
                        new Journal(
                                Id.next(),
                                "return",
                                Id.next(),
                                NOW,
                                Remaining.reversed(
                                        new Reversals().lock(tx, sale.id()), usd(120), UnaryOperator.identity()))));
        dies(10, tx -> holds.capture(tx, taken.id(), journal("capture", transfer(wallet(buyer), FEE, 120))));
        dies(5, tx -> holds.release(tx, freed.id()));
        dies(5, tx -> lines.set(tx, buyer, usd(50), OPERATOR, NOW));
        dies(3, tx -> freezes.freeze(tx, buyer, OPERATOR, NOW));
        dies(3, tx -> freezes.unfreeze(tx, buyer, OPERATOR, NOW));
        assertThat(mines.walk(new FoldDeltas(books.database())::fold, () -> books.check("after a death")))
                .isGreaterThan(5);
        assertThat(books.number("select count(*) from billing.delta")).isZero();
        assertThat(books.balance(wallet(buyer))).isEqualTo(650 - 109 + 120 - 120);
        assertThat(books.available(wallet(buyer))).isEqualTo(541 + 50);
    }

    /** Once for each of its statements, and then it is done. */
    private static void dies(int timesAtLeast, Consumer<Tx> work) {
        int deaths = mines.walk(
                () -> books.database().inTx(tx -> {
                    work.accept(tx);
                    return true;
                }),
                () -> books.check("after a death"));
        assertThat(deaths).isGreaterThanOrEqualTo(timesAtLeast);
    }

    private static void post(Tx tx, Journal journal) {
        books.ledger.lockFor(tx, List.of(journal));
        books.ledger.post(tx, List.of(journal));
    }
}
