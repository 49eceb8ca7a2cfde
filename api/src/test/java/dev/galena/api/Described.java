package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.galena.api.ApiClient.Reply;
import dev.galena.api.http.Spec;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds answers against openapi.yaml: status, content type and body must be described there. */
final class Described {
    private static final Map<Spec, Described> BY_SPEC = new ConcurrentHashMap<>();
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("https://galena.test/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final JsonObject document;
    private final SchemaRepository schemas;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private Described(Spec spec) {
        document = spec.document();
        schemas = SchemaRepository.create(OPTIONS);
        var all = new JsonObject()
                .put("components", document.getJsonObject("components").copy());
        schemas.dereference("https://galena.test/openapi", JsonSchema.of(all));
    }

    static Described by(Spec spec) {
        return BY_SPEC.computeIfAbsent(spec, Described::new);
    }

    void check(String method, String uri, Reply reply) {
        var path = uri.replaceAll("\\?.*", "");
        var template = template(path);
        if (template == null) {
            assertThat(reply.status())
                    .as(method + " " + uri + " is not described")
                    .isIn(404, 405);
            return;
        }
        var operation =
                document.getJsonObject("paths").getJsonObject(template).getJsonObject(method.toLowerCase(Locale.ROOT));
        if (operation == null) {
            assertThat(reply.status())
                    .as(method + " " + uri + " is not described")
                    .isEqualTo(405);
            return;
        }
        var where = operation.getString("operationId") + " " + reply.status();
        var responses = operation.getJsonObject("responses");
        var response = responses.getJsonObject(
                Integer.toString(reply.status()), reply.status() >= 400 ? responses.getJsonObject("default") : null);
        if (response == null) {
            fail(where + " is not described: " + reply.text());
        }
        body(where, resolved(response).getJsonObject("content"), reply);
    }

    private void body(String where, JsonObject content, Reply reply) {
        if (content == null) {
            assertThat(reply.raw().body()).as(where + " has no body described").isEmpty();
            return;
        }
        var type = reply.header("content-type")
                .orElse("none")
                .replaceAll(";.*", "")
                .strip();
        assertThat(content.fieldNames()).as(where).contains(type);
        var schema = content.getJsonObject(type).getJsonObject("schema");
        if (schema == null || !type.endsWith("json") || reply.raw().body().length == 0) {
            return;
        }
        var result = validators
                .computeIfAbsent(schema.encode(), key -> schemas.validator(JsonSchema.of(absolute(schema))))
                .validate(ApiClient.parsed(reply));
        if (!result.getValid()) {
            fail(where + " does not fit its description: "
                    + Stream.ofNullable(result.getErrors())
                            .flatMap(java.util.Collection::stream)
                            .map(error -> error.getInstanceLocation() + " " + error.getError())
                            .collect(Collectors.joining("; "))
                    + "\n" + reply.text());
        }
    }

    /** References are relative to the document; this schema is validated outside it. */
    private static JsonObject absolute(JsonObject schema) {
        return new JsonObject(schema.encode().replace("\"#/components", "\"https://galena.test/openapi#/components"));
    }

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

    private String template(String path) {
        String best = null;
        for (var candidate : document.getJsonObject("paths").fieldNames()) {
            var pattern = candidate.replaceAll("\\{[^}]+}", "[^/]+");
            if (path.matches(pattern) && (best == null || (best.contains("{") && candidate.indexOf('{') < 0))) {
                best = candidate;
            }
        }
        return best;
    }
}
