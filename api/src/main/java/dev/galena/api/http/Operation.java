package dev.galena.api.http;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What openapi.yaml says of one operation. {@code filters}: unknown query parameters belong to the filter grammar, which has its
 * own checks. {@code idempotent}: an Idempotency-Key is required.
 */
public record Operation(
        Map<String, Parameter> query,
        Map<String, Schema> contents,
        boolean bodyRequired,
        boolean filters,
        boolean idempotent,
        List<String> roles,
        @Nullable String scope) {

    record Parameter(String type, String itemType, Schema schema, boolean required) {
        /** The text as the value its schema speaks of; the text itself where it is no such value. */
        Object value(List<String> texts) {
            if (type.equals("array")) {
                var items = new JsonArray();
                texts.forEach(text -> List.of(text.split(",", -1)).forEach(item -> items.add(one(itemType, item))));
                return items;
            }
            return one(type, texts.getFirst());
        }

        private static Object one(String type, String text) {
            return switch (type) {
                case "integer" -> text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
                case "boolean" -> text.equals("true") ? (Object) true : text.equals("false") ? (Object) false : text;
                default -> text;
            };
        }
    }

    public Set<String> contentTypes() {
        return contents.keySet();
    }

    /** Every fault of the query. */
    List<Fault> faults(MultiMap given) {
        if (given.isEmpty() && query.isEmpty()) {
            return List.of();
        }
        var faults = new ArrayList<Fault>();
        for (var name : given.names()) {
            var at = Schema.Place.BODY.child("query").child(name);
            var parameter = query.get(name);
            var texts = given.getAll(name);
            if (!StrictJson.storable(name) || !texts.stream().allMatch(StrictJson::storable)) {
                faults.add(at.fault("parameter-invalid", "has a NUL character or half a surrogate pair"));
            } else if (parameter == null) {
                if (!filters) {
                    faults.add(at.fault("parameter-unknown", "there is no such parameter"));
                }
            } else if (texts.size() > 1 && !parameter.type().equals("array")) {
                faults.add(at.fault("parameter-repeated", "give it once"));
            } else {
                parameter.schema().check(parameter.value(texts), at, faults);
            }
        }
        for (var parameter : query.entrySet()) {
            if (parameter.getValue().required() && !given.contains(parameter.getKey())) {
                faults.add(Schema.Place.BODY
                        .child("query")
                        .child(parameter.getKey())
                        .fault("parameter-missing", "is required"));
            }
        }
        return faults;
    }

    List<Fault> faults(@Nullable Object body, String contentType) {
        var faults = new ArrayList<Fault>();
        var schema = contents.get(contentType);
        if (schema != null) {
            schema.check(body, Schema.Place.BODY, faults);
        }
        return faults;
    }

    static List<Fault> both(List<Fault> some, List<Fault> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The content type without its parameters, if this operation takes it. */
    @Nullable
    String accepted(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int semicolon = header.indexOf(';');
        var type = (semicolon < 0 ? header : header.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return contents.containsKey(type) ? type : null;
    }
}
