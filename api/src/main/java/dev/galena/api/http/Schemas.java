package dev.galena.api.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the part of JSON Schema 2020-12 that openapi.yaml uses. A keyword it does not know stops the start, so that no rule
 * of the description is silently not applied. An object that lists its properties allows no others unless it says so.
 */
final class Schemas {
    private static final Set<String> NOTES =
            Set.of("description", "title", "example", "examples", "default", "deprecated", "readOnly", "writeOnly");
    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "enum",
            "const",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "maxProperties",
            "minProperties",
            "oneOf",
            "anyOf",
            "allOf");
    private static final String REFERENCE = "#/components/schemas/";

    private final JsonObject components;
    private final Map<String, Schema> named = new HashMap<>();

    Schemas(JsonObject components) {
        this.components = components;
    }

    Schema compile(JsonObject schema) {
        for (var keyword : schema.fieldNames()) {
            if (!RULES.contains(keyword) && !NOTES.contains(keyword) && !keyword.startsWith("x-")) {
                throw new IllegalStateException("openapi.yaml uses the keyword " + keyword + ", which nobody checks");
            }
        }
        var reference = schema.getString("$ref");
        if (reference != null) {
            return named(reference);
        }
        var checks = new ArrayList<Schema>();
        var types = types(schema.getValue("type"));
        if (!types.isEmpty()) {
            checks.add(Checks.type(types));
        }
        if (schema.containsKey("enum")) {
            checks.add(Checks.oneOfValues(schema.getJsonArray("enum").getList()));
        }
        if (schema.containsKey("const")) {
            checks.add(Checks.oneOfValues(List.of(schema.getValue("const"))));
        }
        addText(schema, checks);
        addNumber(schema, checks);
        addArray(schema, checks);
        addObject(schema, checks);
        addCombined(schema, checks);
        return Checks.all(List.copyOf(checks));
    }

    /** A name is compiled when it is first met in a value, so that schemas may refer to each other in circles. */
    private Schema named(String reference) {
        if (!reference.startsWith(REFERENCE)) {
            throw new IllegalStateException("openapi.yaml refers to " + reference);
        }
        var name = reference.substring(REFERENCE.length());
        var known = named.get(name);
        if (known != null) {
            return known;
        }
        var body = components.getJsonObject(name);
        if (body == null) {
            throw new IllegalStateException("openapi.yaml refers to a schema it does not have: " + name);
        }
        var later = new Later();
        named.put(name, later);
        later.schema = compile(body);
        named.put(name, later.schema);
        return later.schema;
    }

    private static List<String> types(@Nullable Object type) {
        if (type instanceof JsonArray many) {
            return many.stream().map(Object::toString).toList();
        }
        return type == null ? List.of() : List.of(type.toString());
    }

    private static void addText(JsonObject schema, List<Schema> checks) {
        if (schema.containsKey("minLength") || schema.containsKey("maxLength")) {
            checks.add(Checks.length(
                    schema.getInteger("minLength", 0), schema.getInteger("maxLength", Integer.MAX_VALUE)));
        }
        if (schema.containsKey("pattern")) {
            checks.add(Checks.pattern(Pattern.compile(schema.getString("pattern"))));
        }
        if (schema.containsKey("format")) {
            checks.add(Formats.check(schema.getString("format")));
        }
    }

    private static void addNumber(JsonObject schema, List<Schema> checks) {
        if (schema.containsKey("minimum") || schema.containsKey("maximum")) {
            checks.add(Checks.range(schema.getNumber("minimum"), schema.getNumber("maximum")));
        }
        if (schema.containsKey("exclusiveMinimum")) {
            checks.add(Checks.above(schema.getNumber("exclusiveMinimum")));
        }
    }

    private void addArray(JsonObject schema, List<Schema> checks) {
        if (schema.containsKey("minItems") || schema.containsKey("maxItems")) {
            checks.add(
                    Checks.items(schema.getInteger("minItems", 0), schema.getInteger("maxItems", Integer.MAX_VALUE)));
        }
        if (schema.getBoolean("uniqueItems", false)) {
            checks.add(Checks.unique());
        }
        if (schema.containsKey("items")) {
            checks.add(Checks.each(compile(schema.getJsonObject("items"))));
        }
    }

    private void addObject(JsonObject schema, List<Schema> checks) {
        if (schema.containsKey("minProperties") || schema.containsKey("maxProperties")) {
            checks.add(Checks.properties(
                    schema.getInteger("minProperties", 0), schema.getInteger("maxProperties", Integer.MAX_VALUE)));
        }
        if (schema.containsKey("required")) {
            checks.add(Checks.required(schema.getJsonArray("required").stream()
                    .map(Object::toString)
                    .toList()));
        }
        var properties = schema.getJsonObject("properties");
        var others = schema.getValue("additionalProperties");
        if (properties == null && others == null) {
            return;
        }
        var compiled = new LinkedHashMap<String, Schema>();
        if (properties != null) {
            properties.fieldNames().forEach(name -> compiled.put(name, compile(properties.getJsonObject(name))));
        }
        var other = switch (others) {
            case null -> null;
            case Boolean open -> open ? Checks.all(List.of()) : null;
            case JsonObject each -> compile(each);
            default -> throw new IllegalStateException("additionalProperties is neither yes, no nor a schema");
        };
        checks.add(new Fields(compiled, other));
    }

    private void addCombined(JsonObject schema, List<Schema> checks) {
        if (schema.containsKey("allOf")) {
            checks.addAll(compileAll(schema.getJsonArray("allOf")));
        }
        if (schema.containsKey("anyOf")) {
            checks.add(Checks.some(compileAll(schema.getJsonArray("anyOf")), false));
        }
        if (schema.containsKey("oneOf")) {
            checks.add(Checks.some(compileAll(schema.getJsonArray("oneOf")), true));
        }
    }

    private List<Schema> compileAll(JsonArray schemas) {
        return schemas.stream().map(each -> compile((JsonObject) each)).toList();
    }

    private static final class Later implements Schema {
        Schema schema = this;

        @Override
        public void check(@Nullable Object value, Place at, List<Fault> faults) {
            schema.check(value, at, faults);
        }
    }
}
