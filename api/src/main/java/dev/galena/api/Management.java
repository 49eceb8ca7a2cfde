package dev.galena.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What the machine room asks, on a port of its own that need not be reachable from outside: alive, ready, measured. */
record Management(Health health, PrometheusMeterRegistry meters) implements Handler<HttpServerRequest> {
    @Override
    public void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/livez" -> end(request, 200, "application/json", Buffer.buffer("{\"status\":\"alive\"}"));
            case "/readyz" ->
                health.ready().onSuccess(answer -> end(request, answer.status(), "application/json", answer.body()));
            case "/metrics" ->
                end(request, 200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(meters.scrape()));
            case null, default -> end(request, 404, "text/plain", Buffer.buffer("/livez /readyz /metrics\n"));
        }
    }

    private static void end(HttpServerRequest request, int status, String type, @Nullable Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .end(body == null ? Buffer.buffer() : body);
    }
}
