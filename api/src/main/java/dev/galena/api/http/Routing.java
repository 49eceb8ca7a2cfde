package dev.galena.api.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes the table of routes a {@link Router} of Vert.x Web, which answers what has no route by itself and hands on the rest. */
final class Routing {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final MultiMap NO_PARAMETERS = MultiMap.caseInsensitiveMultiMap();

    private final Journal journal;
    private final Consumer<Call> calls;
    private final RequestIds requestIds = new RequestIds();

    Routing(Journal journal, Consumer<Call> calls) {
        this.journal = journal;
        this.calls = calls;
    }

    /** Any number of event loops may share it. */
    Router router(Vertx vertx, List<Route> routes) {
        var all = Router.router(vertx);
        var slashed = routes.stream()
                .map(Route::path)
                .filter(path -> path.endsWith("/"))
                .collect(Collectors.toUnmodifiableSet());
        all.route().handler(context -> receive(context, slashed));
        for (var resource : Resource.of(routes)) {
            for (var route : resource.routes()) {
                var names = Resource.names(route);
                var here = at(all, route).method(route.method());
                if (route.method().equals(HttpMethod.GET)) {
                    here.method(HttpMethod.HEAD);
                }
                here.handler(context -> call(context, route, names));
            }
            var methods = resource.methods();
            at(all, resource.routes().getFirst())
                    .handler(context -> refuse(context, Problems.METHOD_NOT_ALLOWED, Map.of("allow", methods)));
        }
        return all.errorHandler(400, context -> refuse(context, Problems.UNREADABLE_REQUEST, Map.of()))
                .errorHandler(404, context -> refuse(context, Problems.NOT_FOUND, Map.of()))
                .errorHandler(500, context -> {
                    var failure = context.failure();
                    journal.failed(
                            requestId(context),
                            "",
                            failure == null ? new IllegalStateException("a 500 without a cause") : failure);
                    refuse(context, Problems.INTERNAL_ERROR, Map.of());
                });
    }

    /** Paths are compared as they were sent: {@code /v1//me} and {@code /v1/x/../me} are nothing, and %2F divides no segments. */
    private static io.vertx.ext.web.Route at(Router router, Route route) {
        return router.route(Resource.pattern(route)).useNormalizedPath(false);
    }

    private void receive(RoutingContext context, Set<String> slashed) {
        requestId(context);
        var path = context.request().path();
        if (path == null || (path.endsWith("/") && !slashed.contains(path))) { // which Vert.x Web would overlook
            refuse(context, Problems.NOT_FOUND, Map.of());
        } else {
            context.next();
        }
    }

    /** Given once, however a request comes in or fails. */
    private String requestId(RoutingContext context) {
        var headers = context.response().headers();
        var id = headers.get(REQUEST_ID);
        if (id == null) {
            id = requestIds.next();
            headers.set(REQUEST_ID, id);
        }
        return id;
    }

    private void refuse(RoutingContext context, Problems kind, Map<String, String> headers) {
        var answer = Answer.of(kind.problem(), requestId(context));
        for (var header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        Replies.send(context.request(), answer);
    }

    private void call(RoutingContext context, Route route, List<String> names) {
        var values = names.stream().map(context::pathParam).toList();
        if (!values.stream().allMatch(StrictJson::storable)) {
            refuse(context, Problems.NOT_FOUND, Map.of());
            return;
        }
        // Not the request's own parameters: to these Vert.x Web adds what the path says. And parsing nothing costs as
        // well.
        var query = context.request().query() == null ? NO_PARAMETERS : context.queryParams();
        calls.accept(new Call(context.request(), requestId(context), route, values, query));
    }
}
