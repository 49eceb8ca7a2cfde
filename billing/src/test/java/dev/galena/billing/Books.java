package dev.galena.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ledger on a database of its own. Register it as a static extension: after each test every amount must be accounted for,
 * and at the end no deadlock may have been seen.
 */
public final class Books implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    public static final Currency USD = Currency.getInstance("USD");
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    public final Accounts accounts = new Accounts();
    public final Ledger ledger = new Ledger();

    private @Nullable Vertx vertx;
    private @Nullable TestDatabase test;

    @Override
    public void beforeAll(ExtensionContext context) {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check("after the test");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(number("select deadlocks from pg_stat_database where datname = current_database()"))
                .as("deadlocks")
                .isZero();
        test.close();
        vertx.close().await();
    }

    public void check(String when) {
        assertThat(database().<List<String>>inTx(Conservation::check)).as(when).isEmpty();
    }

    public Database database() {
        return test.database();
    }

    public Vertx vertx() {
        return vertx;
    }

    public TestDatabase testDatabase() {
        return test;
    }

    public <T extends @Nullable Object> T in(Function<Tx, T> work) {
        return database().inTxRetrying(work);
    }

    public UUID buyer(long minorUnits) {
        var buyer = Id.next();
        in(tx -> {
            accounts.openBuyer(tx, buyer, USD, NOW);
            return true;
        });
        if (minorUnits > 0) post(transfer(platform(AccountKind.MARKETING), wallet(buyer), minorUnits));
        return buyer;
    }

    public UUID seller() {
        var seller = Id.next();
        in(tx -> {
            accounts.openSeller(tx, seller, USD, NOW);
            return true;
        });
        return seller;
    }

    public static Account wallet(UUID buyer) {
        return Account.wallet(buyer, USD);
    }

    public static Account platform(AccountKind kind) {
        return Account.platform(kind, USD);
    }

    public static Money usd(long minorUnits) {
        return new Money(minorUnits, USD);
    }

    public static Transfer transfer(Account debit, Account credit, long minorUnits) {
        return new Transfer(debit, credit, usd(minorUnits));
    }

    public static Journal journal(String kind, Transfer... transfers) {
        return new Journal(Id.next(), kind, Id.next(), NOW, List.of(transfers));
    }

    /** Opens what is missing, locks and posts. */
    public Journal post(Transfer... transfers) {
        var journal = journal("test", transfers);
        post(journal);
        return journal;
    }

    public void post(Journal journal) {
        in(tx -> {
            List<Account> named = new ArrayList<>();
            journal.transfers().forEach(t -> named.addAll(List.of(t.debit(), t.credit())));
            accounts.open(tx, named, NOW);
            ledger.lockFor(tx, List.of(journal));
            ledger.post(tx, List.of(journal));
            return true;
        });
    }

    /** Posted, less what is held it may be less that can be spent: see {@link #available}. */
    public long balance(Account account) {
        return in(tx -> ledger.balance(tx, account)).minorUnits();
    }

    public long available(Account account) {
        return in(tx -> ledger.lock(tx, List.of(account)).get(account.id()).available());
    }

    public long number(String sql, @Nullable Object... args) {
        return in(tx -> tx.rows(sql, args).getFirst().getLong(0));
    }

    public static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        return inParallel(Collections.nCopies(times, call));
    }

    public static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
        var results = new ArrayList<T>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(calls)) results.add(future.get());
        }
        return results;
    }
}
