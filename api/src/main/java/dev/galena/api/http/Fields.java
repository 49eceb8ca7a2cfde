package dev.galena.api.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object: each by its own schema, and others by {@code others}, or none if that is null. */
record Fields(Map<String, Schema> known, @Nullable Schema others) implements Schema {
    @Override
    public void check(@Nullable Object value, Place at, List<Fault> faults) {
        if (!(value instanceof JsonObject object)) {
            return;
        }
        for (var field : object.getMap().entrySet()) {
            var schema = known.getOrDefault(field.getKey(), others);
            if (schema == null) {
                faults.add(at.child(field.getKey()).fault("field-unknown", "there is no such field"));
            } else {
                schema.check(field.getValue(), at.child(field.getKey()), faults);
            }
        }
    }
}
