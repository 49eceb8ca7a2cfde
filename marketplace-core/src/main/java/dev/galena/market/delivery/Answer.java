package dev.galena.market.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back from an endpoint.
 *
 * @param status of HTTP, or null when there was no answer
 * @param problem a stable code when it was no success: {@code timeout}, {@code connection-refused}, {@code redirect}…
 * @param retryAfter how long the far end asks us to stay away
 */
record Answer(
        @Nullable Integer status,
        @Nullable String problem,
        @Nullable Duration retryAfter,
        int millis) {

    static Answer none(String problem, int millis) {
        return new Answer(null, problem, null, millis);
    }

    static Answer of(int status, @Nullable Duration retryAfter, int millis) {
        return new Answer(status, problem(status), retryAfter, millis);
    }

    boolean success() {
        return problem == null;
    }

    boolean gone() {
        return status != null && status == 410;
    }

    private static @Nullable String problem(int status) {
        if (status >= 200 && status < 300) return null;
        if (status >= 300 && status < 400) return "redirect";
        return switch (status) {
            case 410 -> "gone";
            case 429 -> "too-many-requests";
            default -> status >= 500 ? "server-error" : "refused";
        };
    }
}
