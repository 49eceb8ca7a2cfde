package dev.galena.billing;

import static dev.galena.billing.AccountKind.BUYER_PROMO;
import static dev.galena.billing.AccountKind.BUYER_RECEIVABLE;
import static dev.galena.billing.AccountKind.PAYOUT_CLEARING;
import static dev.galena.billing.AccountKind.PLATFORM_FEE;
import static dev.galena.billing.AccountKind.SELLER_PAYABLE;
import static dev.galena.billing.AccountKind.SELLER_PENDING;
import static dev.galena.billing.Books.NOW;
import static dev.galena.billing.Books.USD;
import static dev.galena.billing.Books.journal;
import static dev.galena.billing.Books.platform;
import static dev.galena.billing.Books.transfer;
import static dev.galena.billing.Books.usd;
import static dev.galena.billing.Books.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger while connections die and everybody wants the same accounts. Longer with {@code -Dledger.seconds=120}. */
class LedgerUnderFireTest {

    @RegisterExtension
    static final Books books = new Books();

    private static final int SECONDS = Integer.getInteger("ledger.seconds", 3);
    private static final Account FEE = platform(PLATFORM_FEE);

    /** Whoever is quicker opens them; the others neither wait in vain nor fail. */
    @Test
    void manyOpenTheSameAccountsAtOnce() throws Exception {
        for (int round = 0; round < 100; round++) {
            var buyer = Id.next();
            Books.inParallel(
                    8,
                    () -> books.in(tx -> {
                        books.accounts.openBuyer(tx, buyer, USD, NOW);
                        return true;
                    }));
            assertThat(books.number("select count(*) from billing.account where party_id = $1", buyer))
                    .isEqualTo(2);
        }
    }

    /** Folders are killed all the time while others post; what was posted is what is there. */
    @Test
    void foldingUnderKillsLosesNothing() throws Exception {
        var buyer = books.buyer(10_000_000);
        var sellers = List.of(books.seller(), books.seller(), books.seller());
        var posting = new AtomicBoolean(true);
        var kills = new AtomicInteger();
        var folds = new AtomicLong();
        var posts = new AtomicLong();
        var config = books.testDatabase()
                .app()
                .withSetting("application_name", "folder")
                .withPoolSize(2);
        try (var mortal = Database.open(books.vertx(), config)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                all.add(() -> {
                    while (posting.get()) {
                        try {
                            folds.addAndGet(new FoldDeltas(mortal).fold());
                        } catch (RuntimeException e) {
                            // killed: the next one goes on
                        }
                    }
                    return true;
                });
            }
            all.add(() -> {
                var random = Seeds.random("foldingUnderKillsLosesNothing", 81);
                while (posting.get()) {
                    Thread.sleep(random.nextInt(40));
                    kills.addAndGet((int) books.number("""
                            select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                            where application_name = 'folder' and datname = current_database()"""));
                }
                return true;
            });
            // Now and then somebody holds one of them, as a payout does: folders get only some of those that wait.
            var held = Account.of(sellers.getFirst(), SELLER_PENDING, USD);
            all.add(() -> {
                while (posting.get()) {
                    books.in(tx -> {
                        books.ledger.lockDeferred(tx, List.of(held));
                        return tx.rows("select pg_sleep(0.02)");
                    });
                    Thread.sleep(10);
                }
                return true;
            });
            all.add(() -> {
                long end = System.nanoTime() + SECONDS * 1_000_000_000L;
                while (System.nanoTime() < end) {
                    var journals = sellers.stream()
                            .flatMap(s -> java.util.stream.IntStream.range(0, 40)
                                    .mapToObj(i ->
                                            journal("purchase", transfer(FEE, Account.of(s, SELLER_PENDING, USD), 3))))
                            .toList();
                    for (var each : journals.subList(0, 60)) {
                        books.in(tx -> {
                            books.ledger.post(tx, List.of(each));
                            return true;
                        });
                        posts.incrementAndGet();
                    }
                }
                posting.set(false);
                return true;
            });
            Books.inParallel(all);
        }
        while (new FoldDeltas(books.database()).fold() > 0) {}
        long sum = sellers.stream()
                .mapToLong(s -> books.balance(Account.of(s, SELLER_PENDING, USD)))
                .sum();
        assertThat(sum).isEqualTo(3 * posts.get());
        assertThat(books.number("select count(*) from billing.delta")).isZero();
        assertThat(kills.get()).as("kills").isGreaterThan(10);
        assertThat(folds.get()).as("folded all the same").isPositive();
        assertThat(books.balance(wallet(buyer))).isEqualTo(10_000_000);
    }

    /** Sellers are credited and folded while several want to pay the same seller out: never more than is there. */
    @Test
    void payoutsRacingFoldsAndSalesNeverOverdraw() throws Exception {
        long seed = Seeds.seed("payoutsRacingFoldsAndSalesNeverOverdraw", 90);
        var seller = books.seller();
        var payable = Account.of(seller, SELLER_PAYABLE, USD);
        var clearing = platform(PAYOUT_CLEARING);
        books.post(transfer(FEE, payable, 1));
        books.post(transfer(payable, clearing, 1));
        var end = System.nanoTime() + SECONDS * 1_000_000_000L;
        var earned = new AtomicLong();
        var paid = new AtomicLong();
        var refused = new AtomicLong();
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var random = new Random(seed + i);
            all.add(() -> {
                while (System.nanoTime() < end) {
                    long amount = 1L + random.nextInt(50);
                    var sold = journal("release", transfer(FEE, payable, amount));
                    books.in(tx -> {
                        books.ledger.post(tx, List.of(sold));
                        return true;
                    });
                    earned.addAndGet(amount);
                }
                return true;
            });
            all.add(() -> {
                while (System.nanoTime() < end) new FoldDeltas(books.database()).fold();
                return true;
            });
        }
        for (int i = 0; i < 4; i++) {
            var random = new Random(seed + 5 + i);
            all.add(() -> {
                while (System.nanoTime() < end) {
                    long more = random.nextInt(40) - 30L; // mostly nearly all there is, sometimes more
                    var taken = new AtomicLong();
                    boolean done = books.in(tx -> {
                        var there =
                                books.ledger.lockDeferred(tx, List.of(payable)).get(payable.id());
                        long amount = Math.max(1, there.posted() + more);
                        if (there.frozen() || there.posted() < amount) return false;
                        taken.set(amount);
                        books.ledger.post(tx, List.of(journal("payout", transfer(payable, clearing, amount))));
                        assertThat(books.ledger.balance(tx, payable).minorUnits())
                                .isNotNegative();
                        return true;
                    });
                    (done ? paid : refused).addAndGet(done ? taken.get() : 1);
                }
                return true;
            });
        }
        Books.inParallel(all);
        assertThat(books.balance(payable)).isEqualTo(earned.get() - paid.get()).isNotNegative();
        assertThat(refused.get()).as("some wanted too much").isPositive();
        assertThat(paid.get()).isPositive();
    }

    /** Journals over several wallets, promos and debts of the same few buyers, in any order; Books sees no deadlock. */
    @Test
    void randomTransfersAmongManyAccountsNeverDeadlock() throws Exception {
        var buyers = java.util.stream.Stream.generate(() -> books.buyer(1_000_000))
                .limit(6)
                .toList();
        List<Account> strict = new ArrayList<>();
        for (var buyer : buyers) {
            strict.add(wallet(buyer));
            strict.add(Account.of(buyer, BUYER_PROMO, USD));
            strict.add(Account.of(buyer, BUYER_RECEIVABLE, USD));
        }
        books.in(tx -> {
            books.accounts.open(tx, strict, NOW);
            return true;
        });
        long seed = Seeds.seed("randomTransfersAmongManyAccountsNeverDeadlock", 50);
        var end = System.nanoTime() + SECONDS * 1_000_000_000L;
        var posted = new AtomicLong();
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            var random = new Random(seed + i);
            all.add(() -> {
                while (System.nanoTime() < end) {
                    List<Transfer> transfers = new ArrayList<>();
                    for (int n = 1 + random.nextInt(4); n > 0; n--) {
                        var from = strict.get(random.nextInt(strict.size()));
                        var to = strict.get(random.nextInt(strict.size()));
                        if (!from.equals(to)) transfers.add(transfer(from, to, 1 + random.nextInt(40)));
                    }
                    if (transfers.isEmpty()) continue;
                    var mixed = journal("test", transfers.toArray(Transfer[]::new));
                    try {
                        // Without a second attempt: a deadlock fails the test.
                        books.database().inTx(tx -> {
                            books.ledger.lockFor(tx, List.of(mixed));
                            books.ledger.post(tx, List.of(mixed));
                            return true;
                        });
                        posted.incrementAndGet();
                    } catch (InsufficientBalance e) {
                        // a buyer without money
                    }
                }
                return true;
            });
        }
        Books.inParallel(all);
        assertThat(posted.get()).isGreaterThan(100);
    }

    @Test
    void aFrozenSellerIsSeenUnderTheLock() {
        var seller = books.seller();
        var payable = Account.of(seller, SELLER_PAYABLE, USD);
        books.post(transfer(FEE, payable, 100));
        books.in(tx -> new Freezes().freeze(tx, seller, new Authority(Id.next(), "test"), NOW));
        var there =
                books.in(tx -> books.ledger.lockDeferred(tx, List.of(payable)).get(payable.id()));
        assertThat(there.frozen()).isTrue();
        assertThat(there.posted()).isEqualTo(100);
        assertThat(there.available()).isZero();
        assertThatThrownBy(() -> new Hold(Id.next(), payable, "x", Id.next(), usd(1), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
