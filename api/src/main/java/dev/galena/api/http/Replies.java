package dev.galena.api.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Writes an answer. */
public final class Replies {
    private static final CharSequence OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private Replies() {}

    /** For a request so broken that it has no route: over-long line or headers, or no HTTP at all. */
    public static void unreadable(HttpServerRequest request) {
        send(request, Answer.of(Problems.UNREADABLE_REQUEST.problem(), ""));
        request.connection().close();
    }

    static void send(HttpServerRequest request, Answer answer) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return; // the client is gone
        }
        if (response.headWritten()) {
            response.reset(); // a stream broke off: the client must not take it for whole
            return;
        }
        response.setStatusCode(answer.status());
        var headers = response.headers();
        headers.set(OPTIONS, NOSNIFF);
        headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (answer.status() == 401) {
            headers.set("WWW-Authenticate", "Bearer realm=\"galena\"");
        }
        answer.headers().forEach(headers::set);
        if (!request.isEnded()) {
            request.handler(rest -> {}).resume(); // what was not read is thrown away, so that the connection can go on
        }
        var body = answer.body();
        if (body == null) {
            response.end();
        } else if (request.method().equals(HttpMethod.HEAD)) {
            headers.set("Content-Length", Integer.toString(body.length()));
            response.end();
        } else {
            response.end(Packing.packed(request, body));
        }
    }
}
