package dev.galena.market.purchase;

import java.time.Duration;

/** What happened to a request with an idempotency key. */
public sealed interface Reply {

    /** Decided now; the answer is kept under the key. */
    record Decided(Outcome outcome, KeptAnswer answer) implements Reply {}

    /** Decided before, under the same key. */
    record Replayed(KeptAnswer answer) implements Reply {}

    /** The key was used for something else. */
    record KeyConflict() implements Reply {}

    /** Not even looked at: too many are waiting. */
    record Overloaded(Duration retryAfter) implements Reply {}

    /** Not decided, nothing kept: the client may repeat it with the same key. */
    record Failed(Throwable cause) implements Reply {}
}
