package dev.galena.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.billing.Credit.Source;
import dev.galena.billing.CreditOutcome.AlreadyCredited;
import dev.galena.billing.CreditOutcome.Credited;
import dev.galena.billing.CreditOutcome.RefTaken;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CreditWalletTest {

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;
    private static CreditWallet creditWallet;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
        creditWallet = new CreditWallet(
                database,
                new Wallets(new Accounts(), new Ledger()),
                InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z")));
    }

    @AfterAll
    static void close() {
        test.close();
        vertx.close().await();
    }

    @AfterEach
    void everyAmountIsAccountedFor() {
        assertThat(database.<List<String>>inTx(Conservation::check)).isEmpty();
    }

    @Test
    void aCreditOpensTheWalletAndTellsTheBalance() {
        var buyer = Id.next();
        var first = creditWallet.credit(new Credit(Id.next(), buyer, usd(500), Source.BANK));
        var second = creditWallet.credit(new Credit(Id.next(), buyer, usd(70), Source.MARKETING));
        assertThat(first)
                .isInstanceOfSatisfying(
                        Credited.class, c -> assertThat(c.balance()).isEqualTo(usd(500)));
        assertThat(second)
                .isInstanceOfSatisfying(
                        Credited.class, c -> assertThat(c.balance()).isEqualTo(usd(570)));
    }

    @Test
    void theSameRefCreditsOnceAlsoFiftyTimesInParallel() throws Exception {
        var credit = new Credit(Id.next(), Id.next(), usd(500), Source.BANK);
        var outcomes = new ArrayList<CreditOutcome>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<CreditOutcome> call = () -> creditWallet.credit(credit);
            for (var future : pool.invokeAll(Collections.nCopies(50, call))) outcomes.add(future.get());
        }
        assertThat(outcomes).filteredOn(Credited.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(AlreadyCredited.class::isInstance)
                .hasSize(49)
                .allSatisfy(o -> assertThat(((AlreadyCredited) o).balance()).isEqualTo(usd(500)));
    }

    @Test
    void aRefCannotNameAnotherCredit() {
        var ref = Id.next();
        var buyer = Id.next();
        creditWallet.credit(new Credit(ref, buyer, usd(500), Source.BANK));
        assertThat(creditWallet.credit(new Credit(ref, buyer, usd(501), Source.BANK)))
                .isInstanceOf(RefTaken.class);
        assertThat(creditWallet.credit(new Credit(ref, Id.next(), usd(500), Source.BANK)))
                .isInstanceOf(RefTaken.class);
        assertThat(creditWallet.credit(new Credit(ref, buyer, usd(500), Source.MARKETING)))
                .isInstanceOf(RefTaken.class);
    }

    private static Money usd(long minorUnits) {
        return Money.of(minorUnits, "USD");
    }
}
