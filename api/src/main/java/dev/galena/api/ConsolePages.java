package dev.galena.api;

import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;

import dev.galena.api.http.Access;
import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Packing;
import dev.galena.api.http.Problems;
import dev.galena.api.http.Route;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The console, as {@code admin-ui} built it: one page whose program shows whatever the path says, its files, and the page that checks
 * proofs. They run no script but their own, and say so to the browser.
 */
final class ConsolePages {
    private static final String FOLDER = "/console/";
    private static final int PATH_SEGMENTS_MAX = 5;

    private static final String CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** The page that checks proofs needs nobody: it may not even ask this server anything. */
    private static final String ALONE =
            "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = "text/html; charset=utf-8";
    private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9_-]{1,80}\\.(js|css|svg)");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    /** The best first: what it is called in HTTP, and how the build named the file. */
    private static final Map<String, String> ENCODINGS = new LinkedHashMap<>();

    static {
        ENCODINGS.put("br", ".br");
        ENCODINGS.put("gzip", ".gz");
    }

    private final Map<String, Optional<Buffer>> loaded = new ConcurrentHashMap<>();

    List<Route> routes() {
        var routes = new ArrayList<>(List.of(
                page("/", c -> to()),
                page("/console", this::app),
                page("/console/", this::app),
                page("/console/verify", this::verify),
                page("/console/assets/{file}", this::asset)));
        var path = new StringBuilder("/console");
        for (int n = 1; n <= PATH_SEGMENTS_MAX; n++) {
            path.append("/{p").append(n).append('}');
            routes.add(page(path.toString(), this::app));
        }
        return routes;
    }

    private static Route page(String path, Function<Call, Answer> handler) {
        return route(HttpMethod.GET, path, Access.open(), composed(c -> Future.succeededFuture(handler.apply(c))));
    }

    private static Answer to() {
        return new Answer(302, Map.of("location", "/console"), null);
    }

    private Answer app(Call call) {
        return html(call, "index.html", CONSOLE);
    }

    private Answer verify(Call call) {
        return html(call, "verify.html", ALONE);
    }

    private Answer html(Call call, String name, String policy) {
        return file(call, name, HTML)
                .with("content-security-policy", policy)
                .with("referrer-policy", "no-referrer")
                .with("cache-control", "no-cache");
    }

    /** Its name changes with its content. */
    private Answer asset(Call call) {
        var name = ASSET.matcher(call.pathValue(0));
        if (!name.matches()) throw Problems.NOT_FOUND.problem().thrown();
        return file(call, "assets/" + name.group(), TYPES.getOrDefault(name.group(1), ""))
                .with("cache-control", "public, max-age=31536000, immutable");
    }

    /** As small as the browser can read it. */
    private Answer file(Call call, String name, String type) {
        var accepted = call.request().getHeader("accept-encoding");
        for (var encoding : ENCODINGS.entrySet()) {
            if (!Packing.accepted(accepted, encoding.getKey())) continue;
            var packed = loaded(name + encoding.getValue());
            if (packed.isPresent()) {
                return Answer.of(200, type, packed.get())
                        .with("content-encoding", encoding.getKey())
                        .with("vary", "accept-encoding");
            }
        }
        return Answer.of(
                        200,
                        type,
                        loaded(name)
                                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown()))
                .with("vary", "accept-encoding");
    }

    private Optional<Buffer> loaded(String name) {
        return loaded.computeIfAbsent(name, ConsolePages::read);
    }

    private static Optional<Buffer> read(String name) {
        try (var in = ConsolePages.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
