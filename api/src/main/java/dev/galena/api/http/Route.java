package dev.galena.api.http;

import io.vertx.core.http.HttpMethod;

/** One line of the table of routes: method, path with {@code {names}}, who may call, and what is done. */
public record Route(HttpMethod method, String path, Access access, Work work) {
    public static Route route(HttpMethod method, String path, Access access, Work work) {
        return new Route(method, path, access, work);
    }

    /** Also the name of its operation in openapi.yaml, of its idempotency scope and of its metrics. */
    public String operation() {
        return method.name() + " " + path;
    }
}
