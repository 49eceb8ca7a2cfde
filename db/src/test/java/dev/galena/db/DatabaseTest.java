package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.galena.db.DatabaseConfig.Limits;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatabaseTest {
    private static Vertx vertx;
    private static TestDatabase test;
    private static Database db;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        test = TestDatabase.create(vertx, "db_test");
        db = test.database();
    }

    @AfterAll
    static void close() {
        test.close();
        vertx.close().await();
    }

    @BeforeEach
    void twoAccounts() {
        db.inTx(tx -> tx.run("delete from db_test.account"));
        db.inTx(tx -> tx.run("insert into db_test.account values (1, 100), (2, 100)"));
    }

    @Test
    void whatIsReturnedIsCommitted() {
        int changed = db.inTx(tx -> tx.run("update db_test.account set balance = 7 where id = $1", 1));
        assertThat(changed).isEqualTo(1);
        assertThat(balance(1)).isEqualTo(7);
    }

    @Test
    void whatThrowsIsRolledBack() {
        var reason = new IllegalArgumentException("changed my mind");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> db.inTx(tx -> {
                    tx.run("update db_test.account set balance = 7");
                    throw reason;
                }))
                .isSameAs(reason);
        assertThat(balance(1)).isEqualTo(100);
    }

    @Test
    void aSwallowedFailureDoesNotLookLikeACommit() {
        assertThatIllegalStateException()
                .isThrownBy(() -> db.inTx(tx -> {
                    tx.run("update db_test.account set balance = 7 where id = 1");
                    try {
                        return tx.run("update db_test.account set balance = -1 where id = 2");
                    } catch (PgException e) {
                        return 0;
                    }
                }))
                .withMessageContaining("swallowed");
        assertThat(balance(1)).isEqualTo(100);
    }

    private static final String MOVE = "update db_test.account set balance = balance + $2 where id = $1";

    @Test
    void whatIsSentTravelsInOrderAndIsSeenByWhoeverWaits() {
        long seen = db.inTx(tx -> {
            tx.change(1, MOVE, 1, 5L);
            tx.change(1, MOVE, 1, 7L);
            return tx.rows("select balance from db_test.account where id = 1")
                    .getFirst()
                    .getLong(0);
        });
        assertThat(seen).isEqualTo(112);
        db.inTx(tx -> {
            tx.change(1, MOVE, 2, 1L);
            return true;
        });
        assertThat(balance(2)).isEqualTo(101);
    }

    @Test
    void whatIsAskedIsAnsweredInOrder() {
        String balance = "select balance from db_test.account where id = $1";
        List<Long> seen = db.inTx(tx -> {
            var before = tx.ask(rows -> rows.getFirst().getLong(0), balance, 1);
            tx.change(1, MOVE, 1, 5L);
            var after = tx.ask(rows -> rows.getFirst().getLong(0), balance, 1);
            return List.of(after.get(), before.get());
        });
        assertThat(seen).containsExactly(105L, 100L);
    }

    @Test
    void whatFailedBeforeIsToldInsteadOfTheAnswer() {
        assertThatExceptionOfType(PgException.class)
                .isThrownBy(() -> db.inTx(tx -> {
                    tx.change(1, "update db_test.nothing set a = 1");
                    return tx.ask(List::size, "select 1").get();
                }))
                .satisfies(e -> assertThat(e.getSqlState()).isEqualTo("42P01"));
    }

    @Test
    void sentForOtherRowsThanExpectedUndoesAll() {
        assertThatIllegalStateException()
                .isThrownBy(() -> db.inTx(tx -> {
                    tx.change(1, MOVE, 1, 5L);
                    tx.change(1, MOVE, 3, 5L);
                    return true;
                }))
                .withMessage("changed 0 rows instead of 1");
        assertThat(balance(1)).isEqualTo(100);
    }

    @Test
    void whatFailedFirstIsTold() {
        assertThatExceptionOfType(PgException.class)
                .isThrownBy(() -> db.inTx(tx -> {
                    tx.change(1, "update db_test.nothing set a = 1");
                    tx.change(1, MOVE, 1, 5L);
                    return tx.run(MOVE, 1, 5L);
                }))
                .satisfies(e -> assertThat(e.getSqlState()).isEqualTo("42P01"));
        assertThat(balance(1)).isEqualTo(100);
    }

    @Test
    void noTransactionInsideAnother() {
        assertThatIllegalStateException()
                .isThrownBy(() -> db.inTx(_ -> db.inTx(tx -> tx.run("select 1"))))
                .withMessageContaining("already in a transaction");
    }

    @Test
    void aTransactionCannotBeKept() {
        var kept = new AtomicReference<Tx>();
        db.inTx(tx -> {
            kept.set(tx);
            return 0;
        });
        assertThatIllegalStateException().isThrownBy(() -> kept.get().run("select 1"));
    }

    @Test
    void virtualThreadVerticlesWait() {
        var answer = Promise.<Long>promise();
        vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                answer.complete(
                                        db.inTx(tx -> tx.rows("select balance from db_test.account where id = 1"))
                                                .getFirst()
                                                .getLong(0));
                                return Future.succeededFuture();
                            }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        assertThat(answer.future().await()).isEqualTo(100);
    }

    @Test
    void eventLoopsAndWorkersAreRefusedBeforeAnythingIsSent() {
        var onLoop = Promise.<Integer>promise();
        vertx.runOnContext(_ -> {
            try {
                onLoop.complete(db.inTx(tx -> tx.run("select 1")));
            } catch (IllegalStateException e) {
                onLoop.fail(e);
            }
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> onLoop.future().await())
                .withMessageContaining("virtual-thread verticle");
        assertThatIllegalStateException()
                .isThrownBy(() -> vertx.executeBlocking(() -> db.read(tx -> tx.run("select 1")))
                        .await())
                .withMessageContaining("virtual-thread verticle");
    }

    @Test
    void readsCannotWrite() {
        assertThatExceptionOfType(PgException.class)
                .isThrownBy(() -> db.read(tx -> tx.run("delete from db_test.account")))
                .matches(e -> e.getSqlState().equals("25006"));
        assertThat(db.read("select balance from db_test.account where id = $1", Tuple.of(1))
                        .await()
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(100);
    }

    @Test
    void aWrongArgumentIsAnErrorEachTimeAndHarmsNoOne() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(VertxException.class)
                    .isThrownBy(() -> db.inTx(tx -> tx.rows("select $1::uuid[]", (Object) new Long[] {1L})));
            assertThatExceptionOfType(VertxException.class)
                    .isThrownBy(() -> db.read(tx -> tx.rows("select $1::int + 1", "one")));
        }
        assertThat(db.read(tx -> tx.rows("select $1::int + 1", 1)).getFirst().getInteger(0))
                .isEqualTo(2);
    }

    @Test
    void statementsAndLocksHaveALimit() {
        var limits = new Limits(1, 10, Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(100));
        try (Database hasty = Database.open(vertx, test.app().withLimits(limits))) {
            assertThatExceptionOfType(PgException.class)
                    .isThrownBy(() -> hasty.inTx(tx -> tx.rows("select pg_sleep(5)")))
                    .matches(e -> e.getSqlState().equals("57014"));
            db.inTx(tx -> {
                tx.run("select from db_test.account where id = 1 for update");
                assertThatExceptionOfType(PgException.class)
                        .isThrownBy(() -> inAnotherThread(() ->
                                hasty.inTx(other -> other.run("update db_test.account set balance = 0 where id = 1"))))
                        .matches(e -> e.getSqlState().equals("55P03"));
                return 0;
            });
        }
    }

    @Test
    void aFullPoolIsRefusedInTime() {
        var limits = new Limits(1, 10, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (Database small = Database.open(vertx, test.app().withPoolSize(1).withLimits(limits))) {
            small.inTx(tx -> {
                tx.run("select 1");
                assertThatExceptionOfType(Unavailable.class)
                        .isThrownBy(() -> inAnotherThread(() -> small.inTx(other -> other.run("select 1"))));
                return 0;
            });
            assertThat(small.<Integer>inTx(tx -> tx.run("select 1"))).isEqualTo(1);
        }
    }

    @Test
    void aKilledConnectionIsReplaced() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> db.inTx(tx -> tx.rows("select pg_terminate_backend(pg_backend_pid())")));
        assertThat(balance(1)).isEqualTo(100);
        for (int i = 0; i < 20; i++) db.inTx(tx -> tx.run("select 1"));
    }

    @Test
    void theVictimOfADeadlockIsRepeated() {
        var attempts = new AtomicInteger();
        var bothHoldOne = new CountDownLatch(2);
        CompletableFuture<?> other = CompletableFuture.runAsync(() -> transfer(2, 1, attempts, bothHoldOne));
        transfer(1, 2, attempts, bothHoldOne);
        other.join();
        assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
        assertThat(balance(1)).isEqualTo(100);
    }

    @Test
    void oneHolderOfAKeyAtATime() {
        var holders = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String[] keys = i % 2 == 0 ? new String[] {"a", "b"} : new String[] {"b", "a", "b"};
                all.add(CompletableFuture.runAsync(() -> hold(keys, holders), threads));
            }
            all.forEach(CompletableFuture::join);
        }
    }

    private static void hold(String[] keys, AtomicInteger holders) {
        db.inTx(tx -> {
            tx.lock(keys);
            assertThat(holders.incrementAndGet()).isEqualTo(1);
            tx.rows("select pg_sleep(0.05)");
            return holders.decrementAndGet();
        });
    }

    private static void transfer(int from, int to, AtomicInteger attempts, CountDownLatch bothHoldOne) {
        db.inTxRetrying(tx -> {
            attempts.incrementAndGet();
            tx.run("update db_test.account set balance = balance - 1 where id = $1", from);
            bothHoldOne.countDown();
            awaitBoth(bothHoldOne);
            return tx.run("update db_test.account set balance = balance + 1 where id = $1", to);
        });
    }

    private static void awaitBoth(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the exception as it was thrown there. */
    private static void inAnotherThread(Runnable work) throws Throwable {
        var thrown = new AtomicReference<Throwable>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        work.run();
                    } catch (Throwable e) {
                        thrown.set(e);
                    }
                })
                .join();
        if (thrown.get() != null) throw thrown.get();
    }

    private static long balance(int id) {
        return db.read(tx -> tx.rows("select balance from db_test.account where id = $1", id))
                .getFirst()
                .getLong(0);
    }
}
