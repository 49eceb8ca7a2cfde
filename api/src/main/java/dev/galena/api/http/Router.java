package dev.galena.api.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a method and path by walking a tree of path segments: one map look-up a segment, however many routes there
 * are. A fixed segment wins over a {@code {name}}.
 */
final class Router {
    private final Node root = new Node();

    Router(List<Route> routes) {
        for (var route : routes) {
            add(route);
        }
    }

    /** A route and the values of its path's names, in order; or the methods that the path knows instead. */
    record Found(@Nullable Route route, List<String> values, String allowed) {}

    private void add(Route route) {
        var node = root;
        for (var segment : segments(route.path())) {
            node = segment.startsWith("{") ? node.orValue() : node.fixed.computeIfAbsent(segment, s -> new Node());
        }
        if (node.routes.putIfAbsent(route.method(), route) != null) {
            throw new IllegalStateException("two routes for " + route.operation());
        }
    }

    /** Null where nothing is at this path. */
    @Nullable
    Found find(HttpMethod method, String path) {
        var values = new ArrayList<String>(2);
        var node = walk(root, segments(path), 0, values);
        if (node == null) {
            return null;
        }
        var route = node.routes.get(method);
        if (route == null && method.equals(HttpMethod.HEAD)) {
            route = node.routes.get(HttpMethod.GET);
        }
        return new Found(route, values, route == null ? node.allowed() : "");
    }

    private static @Nullable Node walk(Node node, List<String> segments, int at, List<String> values) {
        if (at == segments.size()) {
            return node.routes.isEmpty() ? null : node;
        }
        var fixed = node.fixed.get(segments.get(at));
        if (fixed != null) {
            var found = walk(fixed, segments, at + 1, values);
            if (found != null) {
                return found;
            }
        }
        if (node.value == null || segments.get(at).isEmpty()) {
            return null;
        }
        values.add(segments.get(at));
        var found = walk(node.value, segments, at + 1, values);
        if (found == null) {
            values.removeLast();
        }
        return found;
    }

    static List<String> segments(String path) {
        var segments = new ArrayList<String>(6);
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        if (from <= path.length()) {
            segments.add(path.substring(from));
        }
        return segments;
    }

    private static final class Node {
        final Map<String, Node> fixed = new HashMap<>();
        final Map<HttpMethod, Route> routes = new HashMap<>();

        @Nullable
        Node value;

        Node orValue() {
            if (value == null) {
                value = new Node();
            }
            return value;
        }

        String allowed() {
            return routes.keySet().stream()
                    .map(HttpMethod::name)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .collect(Collectors.joining(", "));
        }
    }
}
