package dev.galena.api.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as RFC 9457 has it: its kind from the catalogue, what it means here, and every single reason. {@code more} are
 * further members, such as the price asked and the money at hand.
 */
public record Problem(Problems kind, @Nullable String detail, List<Fault> faults, Map<String, Object> more) {
    public Problem {
        faults = List.copyOf(faults);
        more = Map.copyOf(more);
    }

    /** Thrown from deep inside a handler to end it with this refusal; only within this module. */
    public Refused thrown() {
        return new Refused(this);
    }

    JsonObject json(String requestId) {
        var json =
                JsonObject.of("type", kind.path(), "title", kind.title(), "status", kind.status(), "code", kind.code());
        if (detail != null) {
            json.put("detail", detail);
        }
        if (!faults.isEmpty()) {
            json.put("errors", new JsonArray(faults.stream().map(Fault::json).toList()));
        }
        more.forEach(json::put);
        return json.put("request_id", requestId);
    }

    /** Carries a problem up to {@link Dispatch}. Has no stack trace: it is no bug. */
    public static final class Refused extends RuntimeException {
        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.kind.code(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
