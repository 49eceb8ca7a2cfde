package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.consent.log.LogState;
import dev.galena.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Alive, and ready for requests? Ready means that the database answers and nobody has asked us to stop. */
final class Health {
    private static final long ANSWER_MAX_MILLIS = 2_000;

    private final Database database;
    private final Supplier<LogState> log;
    private volatile boolean draining;

    Health(Database database, Supplier<LogState> log) {
        this.database = database;
        this.log = log;
    }

    /** From now on not ready, so that no new requests are sent here. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    Future<Answer> ready(Call call) {
        return ready();
    }

    Future<Answer> ready() {
        if (draining) {
            return Future.succeededFuture(state(503, "draining"));
        }
        return database.read("select 1", Tuple.tuple())
                .timeout(ANSWER_MAX_MILLIS, TimeUnit.MILLISECONDS)
                .map(rows -> state(200, "ready"))
                .otherwise(failure -> state(503, "database"));
    }

    /** A log that is not signed stops nobody from trading, but somebody has to look: the log file says why. */
    private Answer state(int status, String state) {
        String part = log.get().part().name().toLowerCase(Locale.ROOT);
        return Answer.of(
                status,
                "application/json",
                JsonObject.of("status", state, "log", part).toBuffer());
    }
}
