package dev.galena.market.purchase;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Trouble that is nobody's bug and passes by itself: the client is asked to come again. */
final class Passing {

    /** Connection lost, deadlock or serialization, out of resources, lock not available, cancelled or shutting down. */
    private static final Set<String> SQL_STATE_CLASSES = Set.of("08", "40", "53", "55", "57");

    private Passing() {}

    static boolean is(Throwable trouble) {
        return switch (trouble) {
            case PgException e ->
                e.getSqlState() != null
                        && SQL_STATE_CLASSES.contains(e.getSqlState().substring(0, 2));
            case VertxException _, IOException _, TimeoutException _ -> true;
            default -> false;
        };
    }
}
