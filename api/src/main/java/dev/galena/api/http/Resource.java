package dev.galena.api.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One path of the table and its routes, one a method. Paths that differ only in the names of their {@code {names}} are the same. */
record Resource(List<Route> routes) {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_]+)}");
    private static final String ANY = "\uffff";

    Resource {
        var methods = new HashSet<HttpMethod>();
        for (var route : routes) {
            if (!methods.add(route.method())) {
                throw new IllegalStateException("two routes for " + route.operation());
            }
        }
        routes = List.copyOf(routes);
    }

    /** In the order in which they have to be tried: paths without names first, and a fixed segment before a name. */
    static Collection<Resource> of(List<Route> routes) {
        var paths = new TreeMap<String, List<Route>>(
                Comparator.comparing((String shape) -> shape.contains(ANY)).thenComparing(Comparator.naturalOrder()));
        for (var route : routes) {
            paths.computeIfAbsent(NAME.matcher(route.path()).replaceAll(ANY), shape -> new ArrayList<>())
                    .add(route);
        }
        return paths.values().stream().map(Resource::new).toList();
    }

    /** The path as Vert.x Web writes it: {@code /v1/leads/:id}. */
    static String pattern(Route route) {
        return NAME.matcher(route.path()).replaceAll(":$1");
    }

    static List<String> names(Route route) {
        return NAME.matcher(route.path())
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    /** For the header Allow. */
    String methods() {
        return routes.stream().map(route -> route.method().name()).sorted().collect(Collectors.joining(", "));
    }
}
