package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.db.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/** Alive, and ready for requests? Ready means that the database answers and nobody has asked us to stop. */
final class Health {
    private static final long ANSWER_MAX_MILLIS = 2_000;

    private final Database database;
    private volatile boolean draining;

    Health(Database database) {
        this.database = database;
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

    private static Answer state(int status, String state) {
        return Answer.of(
                status, "application/json", JsonObject.of("status", state).toBuffer());
    }
}
