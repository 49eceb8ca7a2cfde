package dev.galena.db;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Trouble with the database that is nobody's bug and passes by itself: the client is asked to come again. */
public final class Passing {

    /** Connection lost, deadlock or serialization, out of resources, lock not available, cancelled or shutting down. */
    private static final Set<String> SQL_STATE_CLASSES = Set.of("08", "40", "53", "55", "57");

    private Passing() {}

    /** Of which kind any trouble is, for people: its type and, where PostgreSQL refused, the SQL state. Its words may quote data. */
    public static String kind(Throwable trouble) {
        String type = trouble.getClass().getSimpleName();
        return trouble instanceof PgException e && e.getSqlState() != null ? type + " " + e.getSqlState() : type;
    }

    /**
     * Whether a lost connection or a full pool is meant. Plainly a VertxException are arguments that do not fit the statement, and, told
     * by its words alone, a connection of the pool that died a moment ago.
     */
    static boolean ofConnection(VertxException trouble) {
        return trouble.getClass() != VertxException.class
                || String.valueOf(trouble.getMessage()).startsWith("Connection is not active");
    }

    /** Of what was thrown by {@link Database}, or what one of its futures failed with. */
    public static boolean is(Throwable trouble) {
        return switch (trouble) {
            case PgException e ->
                e.getSqlState() != null
                        && SQL_STATE_CLASSES.contains(e.getSqlState().substring(0, 2));
            case VertxException e -> ofConnection(e);
            case Unavailable _, IOException _, TimeoutException _ -> true;
            default -> false;
        };
    }
}
