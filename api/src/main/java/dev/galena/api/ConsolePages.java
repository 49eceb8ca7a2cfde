package dev.galena.api;

import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;

import dev.galena.api.http.Access;
import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.api.http.Route;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The console's pages, as {@code admin-ui} built them. They run no script but their own, and say so to the browser. */
final class ConsolePages {
    private static final String FOLDER = "/console/";

    /** The page that checks proofs needs nobody: it may not even ask this server anything. */
    private static final String ALONE =
            "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9_-]{1,80}\\.(js|css)");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8");

    private final Map<String, Optional<Buffer>> loaded = new ConcurrentHashMap<>();

    List<Route> routes() {
        return List.of(
                route(
                        HttpMethod.GET,
                        "/console/verify",
                        Access.open(),
                        composed(c -> Future.succeededFuture(verify()))),
                route(
                        HttpMethod.GET,
                        "/console/assets/{file}",
                        Access.open(),
                        composed(c -> Future.succeededFuture(asset(c)))));
    }

    private Answer verify() {
        return Answer.of(200, "text/html; charset=utf-8", file("verify.html"))
                .with("content-security-policy", ALONE)
                .with("referrer-policy", "no-referrer")
                .with("x-content-type-options", "nosniff")
                .with("cache-control", "no-cache");
    }

    /** Its name changes with its content. */
    private Answer asset(Call call) {
        var name = ASSET.matcher(call.pathValue(0));
        if (!name.matches()) throw Problems.NOT_FOUND.problem().thrown();
        return Answer.of(200, TYPES.getOrDefault(name.group(1), ""), file("assets/" + name.group()))
                .with("x-content-type-options", "nosniff")
                .with("cache-control", "public, max-age=31536000, immutable");
    }

    private Buffer file(String name) {
        return loaded.computeIfAbsent(name, ConsolePages::read)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static Optional<Buffer> read(String name) {
        try (var in = ConsolePages.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
