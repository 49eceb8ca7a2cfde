package dev.galena.api.http;

import io.vertx.core.Future;
import java.util.function.Function;

/** What a route does, in one of three styles. */
public sealed interface Work {
    /** In straight lines on a virtual thread, where {@code await} is free: the rule. */
    record Direct(Function<Call, Answer> handler) implements Work {}

    /** Composed futures on the event loop, for the few hot routes: must never block. */
    record Composed(Function<Call, Future<Answer>> handler) implements Work {}

    /** Like {@link Direct}, but the body is not read: the handler finds the request paused and streams it. */
    record Streamed(Function<Call, Answer> handler) implements Work {}

    static Work direct(Function<Call, Answer> handler) {
        return new Direct(handler);
    }

    static Work composed(Function<Call, Future<Answer>> handler) {
        return new Composed(handler);
    }

    static Work streamed(Function<Call, Answer> handler) {
        return new Streamed(handler);
    }
}
