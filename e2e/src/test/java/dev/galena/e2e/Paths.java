package dev.galena.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be asked of the server: the operations of its description, and the console's own files. */
record Paths(Map<Pattern, Set<String>> operations) {
    private static final Pattern PAGES = Pattern.compile("/console(/.*)?|/favicon\\.ico");

    static Paths of(Galena galena) {
        try {
            var paths = new JsonObject(galena.get("/openapi.json").body()).getJsonObject("paths");
            return new Paths(paths.fieldNames().stream()
                    .collect(Collectors.toMap(
                            path -> Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")),
                            path -> paths.getJsonObject(path).fieldNames())));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean has(String method, String path) {
        return PAGES.matcher(path).matches()
                || operations.entrySet().stream()
                        .anyMatch(one -> one.getKey().matcher(path).matches()
                                && one.getValue().contains(method.toLowerCase(java.util.Locale.ROOT)));
    }
}
