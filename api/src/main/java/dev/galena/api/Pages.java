package dev.galena.api;

import static dev.galena.api.http.Route.route;
import static dev.galena.api.http.Work.composed;

import dev.galena.api.http.Access;
import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.api.http.Route;
import dev.galena.api.http.Spec;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything to read: the API's description, its pages in the browser (Swagger UI from the jar, nothing from elsewhere), the problems. */
final class Pages {
    private static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            "html", HTML,
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "png", "image/png");

    /** Names in the address, and where they lie on the classpath: nothing else can be asked for. */
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", SWAGGER + "swagger-ui.css",
            "swagger-ui-bundle.js", SWAGGER + "swagger-ui-bundle.js",
            "favicon-32x32.png", SWAGGER + "favicon-32x32.png",
            "start.js", "/docs/start.js");

    private final Buffer description;
    private final Map<String, Buffer> loaded = new ConcurrentHashMap<>();

    Pages(Spec spec) {
        this.description = spec.json();
    }

    List<Route> routes() {
        return List.of(
                page(
                        "/openapi.json",
                        call -> Answer.of(200, "application/json", description).with("cache-control", "no-cache")),
                page("/docs", call -> html(file("/docs/index.html"))),
                page("/docs/{file}", this::asset),
                page("/problems", call -> html(index())),
                page("/problems/{code}", Pages::problem));
    }

    private interface Handler {
        Answer answer(Call call);
    }

    private static Route page(String path, Handler handler) {
        return route(
                HttpMethod.GET, path, Access.open(), composed(call -> Future.succeededFuture(handler.answer(call))));
    }

    private Answer asset(Call call) {
        var name = call.pathValue(0);
        var file = FILES.get(name);
        if (file == null) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.of(
                        200,
                        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                        file(file))
                .with("cache-control", "public, max-age=3600");
    }

    private static Answer problem(Call call) {
        var kind = Problems.of(call.pathValue(0))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        return html(document(
                kind.title(),
                "<p>%s</p><p>Status %d, code <code>%s</code>. <a href=\"/problems\">All problems</a></p>"
                        .formatted(escaped(kind.help()), kind.status(), kind.code())));
    }

    private static Buffer index() {
        return document(
                "Problems",
                Stream.of(Problems.values())
                        .map(kind -> "<li>%d <a href=\"%s\">%s</a> %s</li>"
                                .formatted(kind.status(), kind.path(), kind.code(), escaped(kind.title())))
                        .collect(Collectors.joining("", "<ul>", "</ul>")));
    }

    private static Buffer document(String title, String content) {
        return Buffer.buffer(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head><body><h1>%s</h1>%s</body></html>"
                        .formatted(escaped(title), escaped(title), content));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Answer html(Buffer body) {
        return Answer.of(200, HTML, body)
                .with("content-security-policy", CSP)
                .with("referrer-policy", "no-referrer")
                .with("cache-control", "no-cache");
    }

    private Buffer file(String path) {
        return loaded.computeIfAbsent(path, Pages::read);
    }

    private static Buffer read(String path) {
        try (var in = Pages.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
