package dev.galena.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the client, never without a limit, and only where waiting is harmless. */
final class Await {
    private Await() {}

    /**
     * The result, or what went wrong: exceptions of PostgreSQL and of the client as they are, all others as {@link
     * Unavailable}. The limit matters when the client itself fails on its event loop: then no answer ever comes.
     */
    static <T extends @Nullable Object> T await(Future<T> future, Duration limit) {
        if (future.succeeded()) return future.result();
        try {
            return future.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (DatabaseException | TransactionRollbackException e) {
            throw e;
        } catch (VertxException e) {
            if (!Passing.ofConnection(e)) throw e; // arguments that do not fit the statement
            throw new Unavailable("PostgreSQL is not available: " + e.getMessage(), e); // lost, or none free in time
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // await throws checked exceptions undeclared
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            throw new Unavailable("PostgreSQL is not available: " + e.getMessage(), e);
        }
    }

    static void requireWaitingThread() {
        if (Context.isOnVertxThread())
            throw new IllegalStateException("waiting for the database would block a Vert.x thread: "
                    + Thread.currentThread().getName() + "; use a virtual-thread verticle");
    }
}
