package dev.galena.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** openapi.yaml, read once: what it says of each operation, ready to check requests, and the whole of it as JSON to be served. */
public final class Spec {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonObject document;
    private final Map<String, Operation> operations = new HashMap<>();

    private Spec(JsonObject document) {
        this.document = document;
        var schemas = new Schemas(document.getJsonObject("components").getJsonObject("schemas"));
        var paths = document.getJsonObject("paths");
        for (var path : paths.fieldNames()) {
            var item = paths.getJsonObject(path);
            for (var method : item.fieldNames()) {
                if (METHODS.contains(method)) {
                    var name = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                    operations.put(
                            name, operation(item.getJsonObject(method), item.getJsonArray("parameters"), schemas));
                }
            }
        }
    }

    public static Spec load() {
        try (var in = Spec.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setCodePointLimit(10_000_000);
            Map<String, Object> yaml = new Yaml(new SafeConstructor(options)).load(in);
            return new Spec(new JsonObject(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonObject document() {
        return document;
    }

    /** Names as {@code GET /v1/me}. */
    public Set<String> operations() {
        return new TreeSet<>(operations.keySet());
    }

    public @Nullable Operation operation(String name) {
        return operations.get(name);
    }

    public Buffer json() {
        return document.toBuffer();
    }

    private Operation operation(JsonObject operation, @Nullable JsonArray shared, Schemas schemas) {
        var query = new LinkedHashMap<String, Operation.Parameter>();
        for (var list : new @Nullable JsonArray[] {shared, operation.getJsonArray("parameters")}) {
            if (list != null) {
                for (int i = 0; i < list.size(); i++) {
                    var parameter = resolved(list.getJsonObject(i));
                    if ("query".equals(parameter.getString("in"))) {
                        query.put(parameter.getString("name"), parameter(parameter, schemas));
                    }
                }
            }
        }
        var body = operation.getJsonObject("requestBody");
        Map<String, Schema> contents = new LinkedHashMap<>();
        if (body != null) {
            var content = resolved(body).getJsonObject("content");
            content.fieldNames()
                    .forEach(type -> contents.put(
                            type,
                            schemas.compile(content.getJsonObject(type).getJsonObject("schema", new JsonObject()))));
        }
        return new Operation(
                query,
                contents,
                body != null && resolved(body).getBoolean("required", false),
                operation.getBoolean("x-filters", false),
                operation.getBoolean("x-idempotent", false),
                strings(operation.getJsonArray("x-roles")),
                operation.getString("x-scope"));
    }

    private static Operation.Parameter parameter(JsonObject parameter, Schemas schemas) {
        var schema = parameter.getJsonObject("schema");
        var type = schema.getString("type", "string");
        var items = schema.getJsonObject("items", new JsonObject());
        return new Operation.Parameter(
                type,
                items.getString("type", "string"),
                schemas.compile(schema),
                parameter.getBoolean("required", false));
    }

    /** Follows a reference to {@code #/components/parameters/…} and the like. */
    private JsonObject resolved(JsonObject value) {
        var reference = value.getString("$ref");
        if (reference == null) {
            return value;
        }
        var at = document;
        for (var segment : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(segment);
        }
        return at;
    }

    private static List<String> strings(@Nullable JsonArray array) {
        return array == null ? List.of() : array.stream().map(Object::toString).toList();
    }
}
