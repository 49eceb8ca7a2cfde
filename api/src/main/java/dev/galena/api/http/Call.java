package dev.galena.api.http;

import dev.galena.db.Id;
import dev.galena.db.Page;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request on its way through its route: who calls, what the path says, what was sent. Already checked against openapi.yaml. */
public final class Call {
    private static final int PAGE_SIZE = 50;

    private final HttpServerRequest request;
    private final String id;
    private final Route route;
    private final List<String> pathValues;
    private final MultiMap query;
    private final long startNanos = System.nanoTime();
    private @Nullable Caller caller;
    private @Nullable Object body;
    private Buffer rawBody = Buffer.buffer();
    private @Nullable String idempotencyKey;

    Call(HttpServerRequest request, String id, Route route, List<String> pathValues, MultiMap query) {
        this.request = request;
        this.id = id;
        this.route = route;
        this.pathValues = pathValues;
        this.query = query;
    }

    /** Names this request in logs and problems. */
    public String id() {
        return id;
    }

    public Route route() {
        return route;
    }

    /** Whoever passed the route's {@link Access}; a bug on an open route. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "an open route has no caller");
    }

    public @Nullable Caller callerOrNull() {
        return caller;
    }

    /** The n-th {@code {name}} of the path, from 0, decoded: may hold a slash, never a NUL. */
    public String pathValue(int n) {
        return pathValues.get(n);
    }

    /** Every {@code {name}} of the path. */
    public List<String> pathValues() {
        return pathValues;
    }

    /** The n-th {@code {name}} of the path as an id; what is no id of this kind does not exist. */
    public UUID id(int n, String prefix) {
        return Id.parse(prefix, pathValues.get(n))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** The page asked for by {@code limit} and {@code cursor}, of a list in this order. */
    public Page page(String order) {
        int size = query("limit").map(Integer::valueOf).orElse(PAGE_SIZE);
        return Page.after(order, size, query.get("cursor"))
                .orElseThrow(() -> Problems.INVALID_CURSOR.problem().thrown());
    }

    public MultiMap query() {
        return query;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The body, an object as its schema says. */
    public JsonObject body() {
        return (JsonObject) Objects.requireNonNull(body, "this operation takes no JSON object");
    }

    /** The bytes of the body as they came. */
    public Buffer rawBody() {
        return rawBody;
    }

    /** Of operations that openapi.yaml marks {@code x-idempotent}. */
    public String idempotencyKey() {
        return Objects.requireNonNull(idempotencyKey, "openapi.yaml does not mark this operation x-idempotent");
    }

    /** The address as the client wrote it, without scheme and host. */
    public String uri() {
        return request.uri();
    }

    /** To stream a body in ({@link Work.Streamed}); paused. */
    public HttpServerRequest request() {
        return request;
    }

    /** To stream an answer out; return {@link Answer#streaming()} then. */
    public HttpServerResponse response() {
        return request.response();
    }

    long startNanos() {
        return startNanos;
    }

    void caller(Caller caller) {
        this.caller = caller;
    }

    void body(Buffer raw, @Nullable Object parsed) {
        this.rawBody = raw;
        this.body = parsed;
    }

    void idempotencyKey(@Nullable String key) {
        this.idempotencyKey = key;
    }
}
