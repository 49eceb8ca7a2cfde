package dev.galena.billing;

import static dev.galena.billing.AccountKind.BUYER_WALLET;
import static dev.galena.billing.AccountKind.MARKETING;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import dev.galena.db.TestDatabase;
import dev.galena.db.Tx;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static Vertx vertx;
    private static TestDatabase test;
    private static Database database;

    private final Accounts accounts = new Accounts();
    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "billing");
        database = test.database();
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
    void anAccountHasTheSameIdWhereverItIsNamed() {
        var party = Id.next();
        assertThat(Account.wallet(party, USD)).isEqualTo(Account.of(party, BUYER_WALLET, USD));
        assertThat(Account.wallet(party, USD).id())
                .isNotEqualTo(Account.wallet(party, EUR).id());
        assertThat(Account.wallet(party, USD).id().version()).isEqualTo(8);
        assertThat(Account.wallet(party, USD).id().variant()).isEqualTo(2);
        assertThat(Account.of(null, AccountKind.PSP_CLEARING, "a", USD).id())
                .isNotEqualTo(
                        Account.of(null, AccountKind.PSP_CLEARING, "b", USD).id());
    }

    @Test
    void openingTwiceKeepsTheBalance() {
        var buyer = buyerWith(500, USD);
        database.<Account>inTx(tx -> accounts.open(tx, buyer, BUYER_WALLET, USD, NOW));
        assertThat(balance(Account.wallet(buyer, USD))).isEqualTo(500);
        assertThat(database.<Optional<Account>>inTx(tx -> accounts.find(tx, buyer, BUYER_WALLET, EUR)))
                .isEmpty();
        assertThat(database.<Optional<Account>>inTx(tx -> accounts.find(tx, buyer, BUYER_WALLET, USD)))
                .isPresent();
    }

    @Test
    void aPurchaseMovesMoneyFromTheBuyerToSellerAndPlatform() {
        var buyer = buyerWith(1_000, USD);
        var seller = seller(USD);
        post(purchase(buyer, seller, 300, 45, USD));
        assertThat(balance(Account.wallet(buyer, USD))).isEqualTo(700);
        assertThat(balance(Account.of(seller, SELLER_PENDING, USD))).isEqualTo(255);
    }

    @Test
    void manyJournalsPostAsOneAndDeltasAreSummedPerAccount() throws SQLException {
        var buyer = buyerWith(10_000, USD);
        var seller = seller(USD);
        post(
                purchase(buyer, seller, 300, 45, USD),
                purchase(buyer, seller, 200, 30, USD),
                purchase(buyer, seller, 100, 15, USD));
        assertThat(balance(Account.wallet(buyer, USD))).isEqualTo(9_400);
        try (var owner = test.ownerConnection();
                var statement = owner.createStatement();
                var rows = statement.executeQuery("select count(*), sum(amount) from billing.delta where account_id = '"
                        + Account.of(seller, SELLER_PENDING, USD).id() + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
            assertThat(rows.getLong(2)).isEqualTo(510);
        }
    }

    @Test
    void anOverdraftRaisesAndLeavesNothing() {
        var buyer = buyerWith(100, USD);
        var seller = seller(USD);
        assertThatThrownBy(() -> post(purchase(buyer, seller, 101, 1, USD))).isInstanceOf(InsufficientBalance.class);
        assertThat(balance(Account.wallet(buyer, USD))).isEqualTo(100);
        assertThat(balance(Account.of(seller, SELLER_PENDING, USD))).isZero();
    }

    @Test
    void theDatabaseSaysTheFloorAgain() {
        var wallet = Account.wallet(buyerWith(100, USD), USD);
        assertThatThrownBy(() -> database.inTx(
                        tx -> tx.run("update billing.balance set posted = -1 where account_id = $1", wallet.id())))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("balance_floor");
    }

    @Test
    void anAccountThatWasNeverOpenedRaises() {
        var buyer = buyerWith(100, USD);
        assertThatThrownBy(() -> post(purchase(buyer, Id.next(), 10, 1, USD)))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("missing account");
    }

    @Test
    void theSameCausePostsOnce() {
        var buyer = buyerWith(100, USD);
        var journal = purchase(buyer, seller(USD), 10, 1, USD);
        post(journal);
        var again = new Journal(Id.next(), journal.kind(), journal.ref(), NOW, journal.transfers());
        assertThatThrownBy(() -> post(again)).isInstanceOf(PgException.class);
        assertThat(balance(Account.wallet(buyer, USD))).isEqualTo(90);
    }

    @Test
    void journalsAndTransfersCannotBeChanged() {
        for (var sql : List.of(
                "update billing.transfer set amount = 1",
                "delete from billing.transfer",
                "update billing.journal set kind = 'x'",
                "delete from billing.journal",
                "truncate billing.transfer")) {
            assertThatThrownBy(() -> database.inTx(tx -> tx.run(sql))).as(sql).isInstanceOf(PgException.class);
        }
    }

    @Test
    void theTriggerFindsTheOneAccountOrJournalOfManyThatIsMissing() {
        var buyer = buyerWith(100, USD);
        var seller = seller(USD);
        var journal = purchase(buyer, seller, 10, 1, USD);
        post(journal);
        String lines = """
                insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
                select case when n = 20 then $2::uuid else $1 end, n, case when n = 10 then $4::uuid else $3 end,
                       case when n = 15 then $6::uuid else $5 end, 1, 'USD' from generate_series(3, 30) n""";
        UUID there = journal.id();
        UUID wallet = Account.wallet(buyer, USD).id();
        UUID pending = Account.of(seller, SELLER_PENDING, USD).id();
        for (UUID[] oneMissing : List.of(
                new UUID[] {there, Id.next(), wallet, wallet, pending, pending},
                new UUID[] {there, there, wallet, Id.next(), pending, pending},
                new UUID[] {there, there, wallet, wallet, pending, Id.next()})) {
            assertThatThrownBy(() -> database.inTx(tx -> tx.run(lines, (Object[]) oneMissing)))
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("missing account or journal");
        }
    }

    @Test
    void theTriggerFindsATransferInTheWrongCurrency() {
        var buyer = buyerWith(100, USD);
        var seller = seller(USD);
        var journal = purchase(buyer, seller, 10, 1, USD);
        post(journal);
        assertThatThrownBy(() -> database.inTx(tx -> tx.run(
                        "insert into billing.transfer values ($1, 9, $2, $3, 5, 'EUR')",
                        journal.id(),
                        Account.wallet(buyer, USD).id(),
                        Account.of(seller, SELLER_PENDING, USD).id())))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("another currency");
    }

    @Test
    void sixtyFourRacingPurchasesOnFundsForTenSucceedTenTimes() throws Exception {
        var buyer = buyerWith(1_000, USD);
        var seller = seller(USD);
        var walletId = Account.wallet(buyer, USD).id();
        var bought = inParallel(
                64,
                () -> database.inTx(tx -> {
                    var wallet = ledger.lockWallets(tx, Set.of(walletId)).get(walletId);
                    if (!wallet.covers(100)) return false;
                    ledger.post(tx, List.of(purchase(buyer, seller, 100, 15, USD)));
                    return true;
                }));
        assertThat(bought).filteredOn(b -> b).hasSize(10);
        assertThat(balance(Account.wallet(buyer, USD))).isZero();
        assertThat(balance(Account.of(seller, SELLER_PENDING, USD))).isEqualTo(850);
    }

    @Test
    void racingPostsWithoutALookFirstNeverOverdraw() throws Exception {
        var buyer = buyerWith(1_000, USD);
        var seller = seller(USD);
        var posted = inParallel(64, () -> {
            try {
                post(purchase(buyer, seller, 100, 15, USD));
                return true;
            } catch (InsufficientBalance e) {
                return false;
            }
        });
        assertThat(posted).filteredOn(b -> b).hasSize(10);
        assertThat(balance(Account.wallet(buyer, USD))).isZero();
    }

    /** Wallets, sellers and two currencies; some journals inverted, some refused; folds in between. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void anyHistorySumsToZeroAfterEachStep(long given) {
        long seed = Seeds.seed("anyHistorySumsToZeroAfterEachStep", given);
        var random = new Random(seed);
        var fold = new FoldDeltas(database);
        var buyers = List.of(buyerWith(5_000, USD), buyerWith(50, USD), buyerWith(700, USD));
        var sellers = List.of(seller(USD), seller(USD));
        var expected = new HashMap<UUID, Long>();
        buyers.forEach(b -> expected.put(Account.wallet(b, USD).id(), balance(Account.wallet(b, USD))));
        var done = new ArrayList<Journal>();
        for (int step = 0; step < 60; step++) {
            var journals = new ArrayList<Journal>();
            for (int n = random.nextInt(4); n >= 0; n--) journals.add(anyJournal(random, buyers, sellers, done));
            var after = new HashMap<>(expected);
            for (var journal : journals) {
                for (var t : journal.transfers()) {
                    after.merge(t.debit().id(), -t.amount().minorUnits(), Long::sum);
                    after.merge(t.credit().id(), t.amount().minorUnits(), Long::sum);
                }
            }
            boolean covered = buyers.stream()
                    .allMatch(b -> after.get(Account.wallet(b, USD).id()) >= 0);
            if (covered) {
                post(journals.toArray(Journal[]::new));
                expected.putAll(after);
                done.addAll(journals);
            } else {
                assertThatThrownBy(() -> post(journals.toArray(Journal[]::new)))
                        .as("seed %d, step %d", seed, step)
                        .isInstanceOf(InsufficientBalance.class);
            }
            if (random.nextInt(8) == 0) fold.fold();
            assertThat(database.<List<String>>inTx(Conservation::check))
                    .as("seed %d, step %d", seed, step)
                    .isEmpty();
        }
        for (var seller : sellers) {
            var account = Account.of(seller, SELLER_PENDING, USD);
            assertThat(balance(account)).as("seed %d", seed).isEqualTo(expected.getOrDefault(account.id(), 0L));
        }
        for (var buyer : buyers) {
            var account = Account.wallet(buyer, USD);
            assertThat(balance(account)).as("seed %d", seed).isEqualTo(expected.get(account.id()));
        }
    }

    @Test
    void foldingLosesNothingWhileOthersPost() throws Exception {
        var buyer = buyerWith(100_000, EUR);
        var seller = seller(EUR);
        var posting = new AtomicBoolean(true);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var folders = List.of(pool.submit(() -> folding(posting)), pool.submit(() -> folding(posting)));
            inParallel(100, () -> {
                post(purchase(buyer, seller, 10, 2, EUR));
                return null;
            });
            posting.set(false);
            for (var folder : folders) folder.get();
        }
        while (new FoldDeltas(database).fold() > 0) {}
        assertThat(balance(Account.of(seller, SELLER_PENDING, EUR))).isEqualTo(800);
        assertThat(database.<Long>inTx(tx ->
                        tx.rows("select count(*) from billing.delta").getFirst().getLong(0)))
                .isZero();
    }

    @Test
    void conservationNoticesWhatIsMissing() throws SQLException {
        var buyer = buyerWith(100, USD);
        var wallet = Account.wallet(buyer, USD).id();
        try (var owner = test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("update billing.balance set posted = posted + 7 where account_id = '" + wallet + "'");
            assertThat(database.<List<String>>inTx(Conservation::check))
                    .anyMatch(b -> b.contains("sums to"))
                    .anyMatch(b -> b.contains(wallet.toString()));
            statement.execute("update billing.balance set posted = posted - 7 where account_id = '" + wallet + "'");
        }
    }

    private static long folding(AtomicBoolean go) {
        long folded = 0;
        while (go.get()) folded += new FoldDeltas(database).fold();
        return folded;
    }

    private Journal anyJournal(Random random, List<UUID> buyers, List<UUID> sellers, List<Journal> done) {
        if (random.nextInt(5) == 0 && !done.isEmpty()) {
            var original = done.get(random.nextInt(done.size()));
            return new Journal(
                    Id.next(),
                    "return",
                    Id.next(),
                    NOW,
                    original.transfers().stream().map(Transfer::inverted).toList());
        }
        var buyer = buyers.get(random.nextInt(buyers.size()));
        var seller = sellers.get(random.nextInt(sellers.size()));
        int price = 2 + random.nextInt(200);
        return purchase(buyer, seller, price, 1 + random.nextInt(price - 1), USD);
    }

    private UUID buyerWith(long minorUnits, Currency currency) {
        var buyer = Id.next();
        var wallet = Account.wallet(buyer, currency);
        var marketing = Account.platform(MARKETING, currency);
        database.<@org.jspecify.annotations.Nullable Void>inTx(tx -> {
            accounts.openBuyer(tx, buyer, currency, NOW);
            accounts.open(tx, List.of(marketing), NOW);
            var gift = new Transfer(marketing, wallet, new Money(minorUnits, currency));
            ledger.post(tx, List.of(new Journal(Id.next(), "gift", Id.next(), NOW, List.of(gift))));
            return null;
        });
        return buyer;
    }

    private UUID seller(Currency currency) {
        var seller = Id.next();
        database.<Boolean>inTx(tx -> {
            accounts.openSeller(tx, seller, currency, NOW);
            return true;
        });
        return seller;
    }

    private static Journal purchase(UUID buyer, UUID seller, long price, long fee, Currency currency) {
        var wallet = Account.wallet(buyer, currency);
        return new Journal(
                Id.next(),
                "purchase",
                Id.next(),
                NOW,
                List.of(
                        new Transfer(
                                wallet, Account.of(seller, SELLER_PENDING, currency), new Money(price - fee, currency)),
                        new Transfer(wallet, Account.platform(PLATFORM_FEE, currency), new Money(fee, currency))));
    }

    private void post(Journal... journals) {
        database.<Boolean>inTxRetrying(tx -> {
            lockAll(tx, journals);
            ledger.post(tx, List.of(journals));
            return true;
        });
    }

    private Map<UUID, Wallet> lockAll(Tx tx, Journal... journals) {
        var ids = new ArrayList<UUID>();
        for (var journal : journals) {
            journal.transfers().stream()
                    .flatMap(t -> List.of(t.debit(), t.credit()).stream())
                    .filter(a -> a.kind().strict())
                    .map(Account::id)
                    .forEach(ids::add);
        }
        return ledger.lockWallets(tx, ids);
    }

    private long balance(Account account) {
        return database.inTx(tx -> ledger.balance(tx, account)).minorUnits();
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        var results = new ArrayList<T>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(java.util.Collections.nCopies(times, call))) results.add(future.get());
        }
        return results;
    }
}
