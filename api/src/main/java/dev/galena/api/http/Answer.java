package dev.galena.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a handler gives back. A value: nothing is written before the handler has returned. */
public record Answer(int status, Map<String, String> headers, @Nullable Buffer body) {
    private static final String JSON = "application/json";
    private static final Answer STREAMING = new Answer(0, Map.of(), null);

    public static Answer ok(JsonObject body) {
        return new Answer(200, Map.of("content-type", JSON), body.toBuffer());
    }

    public static Answer created(String location, JsonObject body) {
        return new Answer(201, Map.of("content-type", JSON, "location", location), body.toBuffer());
    }

    /** Work goes on: {@code location} shows how far. */
    public static Answer accepted(String location, JsonObject body) {
        return new Answer(202, Map.of("content-type", JSON, "location", location), body.toBuffer());
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), null);
    }

    /** A list as {@code {"data": […], "next_cursor": …}}; {@code next} is the whole address of the next page, for the Link header. */
    public static Answer page(List<JsonObject> data, @Nullable String cursor, @Nullable String next) {
        var body = JsonObject.of("data", new JsonArray(data), "next_cursor", cursor);
        var answer = ok(body);
        return next == null ? answer : answer.with("link", "<" + next + ">; rel=\"next\"");
    }

    public static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, Map.of("content-type", contentType), body);
    }

    public static Answer of(Problem problem, String requestId) {
        return new Answer(
                problem.kind().status(),
                Map.of("content-type", "application/problem+json"),
                problem.json(requestId).toBuffer());
    }

    /** The handler has answered by itself, or will: see {@link Call#response()}. */
    public static Answer streaming() {
        return STREAMING;
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    boolean isStreaming() {
        return this == STREAMING;
    }
}
