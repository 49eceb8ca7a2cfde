package dev.galena.market.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody's web server on loopback that does whatever the path says, and remembers what it got. */
final class FarEnd implements AutoCloseable {
    record Got(String path, Map<String, String> headers, String body, String host) {
        String id() {
            return headers.get("webhook-id");
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    /** Paths that answer 500 however they are called, until taken out. */
    final Map<String, Integer> answers = new ConcurrentHashMap<>();

    final AtomicInteger openNow = new AtomicInteger();
    final AtomicInteger openMost = new AtomicInteger();
    private final Vertx vertx;
    private final HttpServer server;

    FarEnd(Vertx vertx, HttpServerOptions options) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .await();
    }

    FarEnd(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    int port() {
        return server.actualPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    List<Got> at(String path) {
        return got.stream().filter(g -> g.path.equals(path)).toList();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new ConcurrentHashMap<String, String>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            got.add(new Got(request.path(), headers, body.toString(), String.valueOf(request.authority())));
            answer(request.path(), request.response());
        });
    }

    private void answer(String path, HttpServerResponse response) {
        Integer fixed = answers.get(path);
        if (fixed != null) {
            response.setStatusCode(fixed).end();
            return;
        }
        switch (path.substring(1).replaceAll("-.*", "")) {
            case "200", "500", "410", "400" ->
                response.setStatusCode(Integer.parseInt(path.substring(1, 4))).end("{\"ok\":true}");
            case "429" ->
                response.setStatusCode(429).putHeader("Retry-After", "3600").end();
            case "503" ->
                response.setStatusCode(503)
                        .putHeader("Retry-After", "Sat, 21 Nov 2026 18:00:00 GMT")
                        .end();
            case "303", "307" ->
                response.setStatusCode(Integer.parseInt(path.substring(1, 4)))
                        .putHeader("Location", url("/200-canary"))
                        .end();
            case "hang" -> hang(response);
            case "endless" -> endless(response.setChunked(true));
            case "half" -> response.setChunked(true).write("never ends");
            case "cut" -> response.setChunked(true).write("x").onComplete(w -> response.reset());
            case "drop" -> response.reset();
            case "slow" -> vertx.setTimer(50, t -> response.end());
            default -> response.setStatusCode(404).end();
        }
    }

    private void hang(HttpServerResponse response) {
        openMost.accumulateAndGet(openNow.incrementAndGet(), Math::max);
        response.closeHandler(v -> openNow.decrementAndGet());
        response.exceptionHandler(e -> {});
    }

    private static void endless(HttpServerResponse response) {
        if (response.closed()) return;
        response.write(Buffer.buffer("x".repeat(1024))).onSuccess(v -> endless(response));
    }

    @Override
    public void close() {
        server.close().await();
    }
}
