package dev.galena.api;

import dev.galena.db.Id;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the walk over all operations sends. A body follows from its schema: required fields only, each with its example, first choice or
 * smallest value. Where that is not enough, or to name things of other parties, add a line below.
 */
final class Samples {
    private static final Pattern PREFIX = Pattern.compile("\\^([a-z]+)_");

    private final OpenMarket market;

    /** Operations whose smallest body is not a sensible one. */
    private final Map<String, JsonObject> bodies = new HashMap<>(Map.of(
            "POST /v1/parties", JsonObject.of("name", "Sample", "roles", JsonArray.of("buyer"), "currency", "XTS"),
            "POST /v1/api-keys", JsonObject.of("name", "Sample", "scopes", JsonArray.of("keys:admin"))));

    /** Paths, and the ids on them that belong to others than the party of this role. */
    private final Map<String, Function<Role, List<String>>> foreign = new HashMap<>();

    record Body(String type, String text) {}

    Samples(OpenMarket market) {
        this.market = market;
        var keys = new HashMap<Party, String>();
        for (var party : market.parties()) {
            keys.put(party, market.as(party).get("/v1/me").expect(200).json().getString("actor"));
        }
        foreign.put(
                "/v1/api-keys/{id}",
                role -> List.of(
                        keys.get(role == Role.BUYER ? market.otherBuyer : market.buyer), keys.get(market.otherSeller)));
        foreign.put("/v1/api-keys/{id}/rotate", foreign.get("/v1/api-keys/{id}"));
    }

    /** Null where the operation takes no body. */
    Body body(String method, String path) {
        var operation = market.spec
                .document()
                .getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method.toLowerCase(Locale.ROOT));
        var body = operation.getJsonObject("requestBody");
        if (body == null) {
            return null;
        }
        var content = resolved(body).getJsonObject("content");
        var type = content.containsKey("application/json")
                ? "application/json"
                : content.fieldNames().iterator().next();
        if (!type.endsWith("json")) {
            return new Body(type, "");
        }
        var known = bodies.get(method + " " + path);
        var value = known == null ? smallest(content.getJsonObject(type).getJsonObject("schema")) : known;
        return new Body(type, io.vertx.core.json.Json.encode(value));
    }

    /** The parameters that the operation requires, as {@code ?a=b&c=d}; empty where there are none. */
    String query(String method, String path) {
        var operation = market.spec
                .document()
                .getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method.toLowerCase(Locale.ROOT));
        return operation.getJsonArray("parameters", new JsonArray()).stream()
                .map(parameter -> resolved((JsonObject) parameter))
                .filter(parameter ->
                        "query".equals(parameter.getString("in")) && parameter.getBoolean("required", false))
                .map(parameter -> parameter.getString("name") + "=" + smallest(parameter.getJsonObject("schema")))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    List<String> foreign(String path, Role role) {
        return foreign.getOrDefault(path, anyRole -> List.of()).apply(role);
    }

    /** An id of the kind this path asks for that nobody has. */
    String missing(String path, String name) {
        var item = market.spec.document().getJsonObject("paths").getJsonObject(path);
        for (var method : item.fieldNames()) {
            var parameters = method.equals("parameters")
                    ? item.getJsonArray("parameters")
                    : item.getValue(method) instanceof JsonObject operation
                            ? operation.getJsonArray("parameters", new JsonArray())
                            : new JsonArray();
            for (var each : parameters) {
                var parameter = resolved((JsonObject) each);
                if (name.equals(parameter.getString("name"))) {
                    return missing(resolved(parameter.getJsonObject("schema")));
                }
            }
        }
        throw new IllegalStateException("openapi.yaml does not describe {" + name + "} of " + path);
    }

    private static String missing(JsonObject schema) {
        var prefix = PREFIX.matcher(schema.getString("pattern", ""));
        return prefix.find() ? Id.text(prefix.group(1), Id.next()) : "no-such-thing";
    }

    private Object smallest(JsonObject schemaOrReference) {
        var schema = resolved(schemaOrReference);
        if (schema.containsKey("example")) {
            return schema.getValue("example");
        }
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getValue(0);
        }
        for (var combined : List.of("oneOf", "anyOf")) {
            if (schema.containsKey(combined)) {
                return smallest(schema.getJsonArray(combined).getJsonObject(0));
            }
        }
        var type = schema.getValue("type") instanceof JsonArray many
                ? many.getString(0)
                : schema.getString("type", "object");
        return switch (type) {
            case "string" -> text(schema);
            case "integer", "number" -> schema.getValue("minimum", 1);
            case "boolean" -> false;
            case "array" -> array(schema);
            default -> object(schema);
        };
    }

    private Object array(JsonObject schema) {
        var array = new JsonArray();
        for (int i = 0; i < schema.getInteger("minItems", 0); i++) {
            array.add(smallest(schema.getJsonObject("items")));
        }
        return array;
    }

    private Object object(JsonObject schema) {
        var object = new JsonObject();
        schema.getJsonArray("required", new JsonArray())
                .forEach(name -> object.put(
                        name.toString(),
                        smallest(schema.getJsonObject("properties").getJsonObject(name.toString()))));
        return object;
    }

    private static String text(JsonObject schema) {
        var pattern = schema.getString("pattern", "");
        return switch (schema.getString("format", "")) {
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "date" -> "2026-01-01";
            case "uri" -> "https://example.com/";
            case "time-zone" -> "UTC";
            default ->
                pattern.startsWith("^[A-Z]{3}")
                        ? "XTS"
                        : pattern.contains("@")
                                ? "sample@example.com"
                                : PREFIX.matcher(pattern).find()
                                        ? missing(schema)
                                        : "s"
                                                .repeat(Math.max(12, schema.getInteger("minLength", 1)))
                                                .substring(0, Math.min(12, schema.getInteger("maxLength", 12)));
        };
    }

    private JsonObject resolved(JsonObject value) {
        var reference = value.getString("$ref");
        if (reference == null) {
            return value;
        }
        var at = market.spec.document();
        for (var segment : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(segment);
        }
        return at;
    }
}
