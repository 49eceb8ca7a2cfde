package dev.galena.market.purchase;

import dev.galena.db.Unavailable;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** Trouble that is nobody's bug and passes by itself: the client is asked to come again. */
final class Passing {

    /** Connection lost, deadlock or serialization, out of resources, lock not available, cancelled or shutting down. */
    private static final Set<String> SQL_STATE_CLASSES = Set.of("08", "40", "53", "55", "57");

    private Passing() {}

    static boolean is(Throwable trouble) {
        if (trouble instanceof Unavailable) return true;
        String state = trouble instanceof PgException e ? e.getSqlState() : null;
        return state != null && SQL_STATE_CLASSES.contains(state.substring(0, 2));
    }
}
