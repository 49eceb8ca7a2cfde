package dev.galena.api.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Tells who calls. Must be cheap for a caller it has seen lately: it runs on the event loop before everything else. */
public interface Authenticator {
    /** Fails with {@link Problem.Refused} where the credentials are missing or no good. */
    Future<Caller> authenticate(HttpServerRequest request);
}
