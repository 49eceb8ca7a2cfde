package dev.galena.billing;

import static dev.galena.billing.AccountKind.BUYER_RECEIVABLE;
import static dev.galena.billing.AccountKind.DISPUTE_SUSPENSE;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.PSP_CLEARING;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.journal;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Id;
import dev.galena.db.Seeds;
import io.vertx.pgclient.PgException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditLinesTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final Authority OPERATOR = new Authority(Id.next(), "a good customer");
    private static final Account FEE = platform(PLATFORM_FEE);
    private static final Account CLEARING = Account.of(null, PSP_CLEARING, "stripe", USD);

    private final CreditLines lines = new CreditLines(books.accounts, books.ledger);
    private final Freezes freezes = new Freezes();

    @Test
    void aMonthOfAPostpaidBuyer() {
        var buyer = books.buyer(0);
        assertThat(limit(buyer, 500)).isEqualTo(new CreditLine(usd(500), usd(0), usd(500)));
        buy(buyer, 300);
        assertThat(books.balance(wallet(buyer))).isEqualTo(-300);
        assertThat(books.available(wallet(buyer))).isEqualTo(200);
        assertThatThrownBy(() -> buy(buyer, 201)).isInstanceOf(InsufficientBalance.class);
        // Invoiced: he owes it now, and can spend as much as before.
        books.post(transfer(owed(buyer), wallet(buyer), 300));
        assertThat(line(buyer)).isEqualTo(new CreditLine(usd(500), usd(300), usd(200)));
        buy(buyer, 200);
        assertThat(books.available(wallet(buyer))).isZero();
        // Paid: the line is free again.
        books.post(transfer(CLEARING, owed(buyer), 300));
        assertThat(line(buyer)).isEqualTo(new CreditLine(usd(500), usd(0), usd(300)));
        assertThat(books.balance(wallet(buyer))).isEqualTo(-200);
    }

    @Test
    void aLimitLoweredBelowWhatIsUsedStopsSpendingUntilItIsMadeUpFor() {
        var buyer = books.buyer(0);
        limit(buyer, 500);
        buy(buyer, 400);
        assertThat(limit(buyer, 100)).isEqualTo(new CreditLine(usd(100), usd(0), usd(0)));
        assertThatThrownBy(() -> buy(buyer, 1)).isInstanceOf(InsufficientBalance.class);
        pay(buyer, 250);
        assertThat(books.available(wallet(buyer))).isZero();
        assertThatThrownBy(() -> buy(buyer, 1)).isInstanceOf(InsufficientBalance.class);
        pay(buyer, 80);
        assertThat(books.available(wallet(buyer))).isEqualTo(30);
        buy(buyer, 30);
        assertThat(books.number(
                        "select floor from billing.balance where account_id = $1",
                        wallet(buyer).id()))
                .isEqualTo(-100);
    }

    /** A charge-back takes what is in the wallet and lets the rest be owed: also without any credit line. */
    @Test
    void aDebtWithoutLimitIsSettledBeforeAnythingIsSpent() {
        var buyer = books.buyer(100);
        books.post(
                transfer(wallet(buyer), platform(DISPUTE_SUSPENSE), 100),
                transfer(owed(buyer), platform(DISPUTE_SUSPENSE), 200));
        pay(buyer, 250);
        assertThat(line(buyer)).isEqualTo(new CreditLine(usd(0), usd(200), usd(50)));
        // Paying the debt from the wallet changes nothing about what is free.
        books.post(transfer(wallet(buyer), owed(buyer), 200));
        assertThat(line(buyer)).isEqualTo(new CreditLine(usd(0), usd(0), usd(50)));
        assertThatThrownBy(() -> buy(buyer, 51)).isInstanceOf(InsufficientBalance.class);
        buy(buyer, 50);
    }

    @Test
    void nothingIsDebitedFromAFrozenAccount() {
        var buyer = books.buyer(100);
        assertThat(books.<Integer>in(tx -> freezes.freeze(tx, buyer, OPERATOR, NOW)))
                .isEqualTo(2);
        assertThat(books.<Integer>in(tx -> freezes.freeze(tx, buyer, OPERATOR, NOW)))
                .isZero();
        assertThat(books.available(wallet(buyer))).isZero();
        assertThatThrownBy(() -> buy(buyer, 1)).isInstanceOf(InsufficientBalance.class);
        pay(buyer, 50);
        assertThat(books.balance(wallet(buyer))).isEqualTo(150);
        books.in(tx -> freezes.unfreeze(tx, buyer, OPERATOR, NOW));
        buy(buyer, 150);
        assertThat(books.number(
                        "select count(*) from billing.account_act where account_id = $1",
                        wallet(buyer).id()))
                .isEqualTo(2);
        assertThatThrownBy(() -> books.in(tx -> tx.run("update billing.account_act set reason = 'other'")))
                .isInstanceOf(PgException.class);
    }

    /** Whatever happens, what a buyer owes beyond his money is within his limit, or he cannot spend. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void exposureStaysWithinTheLimit(long given) {
        long seed = Seeds.seed("exposureStaysWithinTheLimit", given);
        var random = new Random(seed);
        var buyer = books.buyer(0);
        long limit = 0;
        long wallet = 0;
        long owed = 0;
        for (int step = 0; step < 120; step++) {
            String when = "seed " + seed + ", step " + step;
            long amount = 1L + random.nextInt(200);
            long free = Math.max(0, wallet - owed + limit);
            switch (random.nextInt(6)) {
                case 0 -> {
                    limit = random.nextInt(600);
                    limit(buyer, limit);
                }
                case 1 -> {
                    if (amount > free) {
                        assertThatThrownBy(() -> buy(buyer, amount)).as(when).isInstanceOf(InsufficientBalance.class);
                    } else {
                        buy(buyer, amount);
                        wallet -= amount;
                    }
                }
                case 2 -> {
                    books.post(transfer(owed(buyer), wallet(buyer), amount));
                    wallet += amount;
                    owed += amount;
                }
                case 3 -> {
                    books.post(transfer(CLEARING, owed(buyer), amount));
                    owed -= amount;
                }
                case 4 -> {
                    pay(buyer, amount);
                    wallet += amount;
                }
                default -> {
                    books.post(transfer(owed(buyer), platform(DISPUTE_SUSPENSE), amount));
                    owed += amount;
                }
            }
            assertThat(line(buyer))
                    .as(when)
                    .isEqualTo(new CreditLine(usd(limit), usd(owed), usd(Math.max(0, wallet - owed + limit))));
        }
    }

    private CreditLine limit(UUID buyer, long limit) {
        return books.in(tx -> lines.set(tx, buyer, usd(limit), OPERATOR, NOW));
    }

    private CreditLine line(UUID buyer) {
        return books.in(tx -> lines.find(tx, buyer, USD));
    }

    private void buy(UUID buyer, long price) {
        books.post(transfer(wallet(buyer), FEE, price));
    }

    private void pay(UUID buyer, long amount) {
        books.post(journal("top-up", transfer(CLEARING, wallet(buyer), amount)));
    }

    private static Account owed(UUID buyer) {
        return Account.of(buyer, BUYER_RECEIVABLE, USD);
    }
}
