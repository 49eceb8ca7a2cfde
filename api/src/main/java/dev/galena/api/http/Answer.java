package dev.galena.api.http;

import dev.galena.db.Page;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a handler gives back. A value: nothing is written before the handler has returned. */
public record Answer(
        int status, Map<String, String> headers, @Nullable Buffer body) {
    private static final String JSON = "application/json";

    /** Problems of purchases are kept as bytes: their code stands in front, before anything that a client sent. */
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z0-9-]{1,60})\"");

    private static final int CODE_WITHIN = 600;
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

    /** A list as {@code {"data": […], "next_cursor": …}}, with the address of the next page in the Link header. */
    public static <T> Answer page(Call call, Page.Slice<T> slice, Function<? super T, JsonObject> row) {
        var next = slice.next();
        var answer = ok(JsonObject.of(
                "data", new JsonArray(slice.rows().stream().map(row).toList()), "next_cursor", next));
        return answer.linked(call, next);
    }

    /** With the address of the page behind this cursor, if there is one. */
    public Answer linked(Call call, @Nullable String next) {
        return next == null ? this : with("link", "<" + withCursor(call, next) + ">; rel=\"next\"");
    }

    private static String withCursor(Call call, String cursor) {
        var address = new QueryStringEncoder(call.request().path());
        for (var parameter : call.query()) {
            if (!parameter.getKey().equals("cursor")) {
                address.addParam(parameter.getKey(), parameter.getValue());
            }
        }
        address.addParam("cursor", cursor);
        return address.toString();
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

    /** The code of the problem that this is; null where it is none. */
    @Nullable
    String code() {
        if (status < 400 || body == null) return null;
        String start = body.getString(0, Math.min(CODE_WITHIN, body.length()));
        var code = CODE.matcher(start);
        return code.find() ? code.group(1) : null;
    }

    boolean isStreaming() {
        return status == STREAMING.status;
    }
}
