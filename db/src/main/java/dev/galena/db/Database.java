package dev.galena.db;

import dev.galena.db.DatabaseConfig.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.TransactionRollbackException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The door to PostgreSQL. {@link #inTx} is the only begin and commit of the program; {@link #read} goes another way,
 * through connections that pipeline and cannot write.
 *
 * <p>May be called from virtual-thread verticles and from threads that are not Vert.x's; an event loop or a worker of
 * Vert.x is refused. Every wait is bounded: for a connection, a lock and a statement by {@link DatabaseConfig}, for a dead
 * network by TCP.
 */
public final class Database implements AutoCloseable {
    /** Serialization failure and deadlock: the work was right, the moment was not. */
    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01");

    private static final int ATTEMPTS_MAX = 3;
    private static final Duration ROLLBACK_MAX = Duration.ofSeconds(5);
    private static final ScopedValue<Boolean> IN_TX = ScopedValue.newInstance();

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final Turnstile turnstile;
    private final Pool writes;
    private final Pool slow;
    private final SqlClient reads;
    private final Duration answerMax;
    private final List<Database> others = new CopyOnWriteArrayList<>();

    private Database(Vertx vertx, DatabaseConfig config) {
        this.vertx = vertx;
        this.config = config;
        // PostgreSQL gives up first, with a better message.
        this.answerMax = config.limits().statementMax().plusSeconds(5);
        // A peer that vanished without a word is noticed within half a minute.
        var tcp = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(30_000)
                .setConnectTimeout(
                        Math.toIntExact(config.limits().connectionWaitMax().toMillis()));
        Limits limits = config.limits();
        this.turnstile = new Turnstile(config.poolSize(), limits.waitersMax(), limits.connectionWaitMax());
        this.writes = pool(config.poolSize(), tcp);
        this.slow = pool(limits.readConnections(), tcp);
        this.reads = PgBuilder.client()
                .with(new PoolOptions().setMaxSize(limits.readConnections()).setMaxWaitQueueSize(limits.waitersMax()))
                .with(tcp)
                .connectingTo(config.connectOptions().addProperty("default_transaction_read_only", "on"))
                .using(vertx)
                .build();
    }

    private Pool pool(int size, NetClientOptions tcp) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(config.limits().waitersMax()))
                .with(tcp)
                .connectingTo(config.connectOptions())
                .using(vertx)
                .build();
    }

    /** Connects when first asked to. Give Vert.x {@code setPreferNativeTransport(true)}. */
    public static Database open(Vertx vertx, DatabaseConfig config) {
        return new Database(vertx, config);
    }

    /** Another door to the same database, with connections and limits of its own; this one's {@link #close} closes it too. */
    public Database again(UnaryOperator<DatabaseConfig> change) {
        Database other = open(vertx, change.apply(config));
        others.add(other);
        return other;
    }

    /**
     * Runs {@code work} in one transaction: commits what it returns, rolls back whatever it throws and throws that on.
     * Inside another transaction it refuses. Repeats nothing.
     */
    public <T extends @Nullable Object> T inTx(Function<Tx, T> work) {
        Await.requireWaitingThread();
        if (IN_TX.isBound()) throw new IllegalStateException("already in a transaction: pass the Tx on");
        turnstile.enter();
        try {
            return inTx(Await.await(writes.getConnection(), answerMax), work);
        } finally {
            turnstile.leave();
        }
    }

    private <T extends @Nullable Object> T inTx(SqlConnection connection, Function<Tx, T> work) {
        // Not awaited: BEGIN travels with the first statement. It fails only with its connection, and then all fail.
        connection.begin();
        Transaction transaction = connection.transaction();
        var tx = new Tx(connection, answerMax);
        T result;
        try {
            result = ScopedValue.where(IN_TX, true).call(() -> work.apply(tx));
            tx.settle();
        } catch (Throwable thrown) {
            tx.end();
            rollBack(transaction, connection, thrown);
            throw thrown;
        }
        tx.end();
        try {
            Await.await(transaction.commit().eventually(connection::close), answerMax);
        } catch (TransactionRollbackException e) {
            throw new IllegalStateException("rolled back: a statement failed and its exception was swallowed", e);
        }
        return result;
    }

    /**
     * Like {@link #inTx}, and starts {@code work} anew when PostgreSQL chose it as the victim of a deadlock or a
     * serialization failure, three attempts in all. For work without effects outside its Tx.
     */
    public <T extends @Nullable Object> T inTxRetrying(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return inTx(work);
            } catch (PgException e) {
                if (attempt == ATTEMPTS_MAX || !WORTH_REPEATING.contains(e.getSqlState())) throw e;
                pause(attempt);
            }
        }
    }

    /**
     * Reads outside a transaction, each statement on its own snapshot. Statements of many callers share a connection, so
     * a slow one delays those behind it: reports belong in {@link #inTx}.
     */
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        var tx = new Tx(reads, answerMax);
        try {
            T result = work.apply(tx);
            tx.settle();
            return result;
        } finally {
            tx.end();
        }
    }

    /** One statement for an endpoint that composes futures; arguments as the Vert.x client takes them. */
    public Future<RowSet<Row>> read(String sql, Tuple args) {
        return reads.preparedQuery(sql).execute(args);
    }

    /** The same on a connection of its own, so that nobody waits behind a statement that may be slow. */
    public Future<RowSet<Row>> alone(String sql, Tuple args) {
        Duration max = answerMax.plus(config.limits().connectionWaitMax());
        return slow.preparedQuery(sql).execute(args).timeout(max.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A connection of its own for LISTEN, which comes back by itself; the caller closes it. */
    public PgSubscriber subscriber() {
        return PgSubscriber.subscriber(vertx, config.connectOptions());
    }

    @Override
    public void close() {
        others.forEach(Database::close);
        Await.await(Future.join(writes.close(), slow.close(), reads.close()), answerMax);
    }

    /** Lets the winner of a deadlock have the lock: who comes back at once may snatch it and cause the next deadlock. */
    private void pause(int attempt) {
        long millis = ThreadLocalRandom.current().nextLong(10, 50L * attempt);
        Await.await(vertx.timer(millis, TimeUnit.MILLISECONDS), answerMax);
    }

    private void rollBack(Transaction transaction, SqlConnection connection, Throwable reason) {
        try {
            Await.await(transaction.rollback().eventually(connection::close), ROLLBACK_MAX);
        } catch (Throwable failure) {
            // Interrupted, disconnected or stuck; PostgreSQL ends an idle transaction and its connection by itself.
            if (!failure.equals(reason)) reason.addSuppressed(failure);
        }
    }
}
