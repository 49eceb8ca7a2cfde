package dev.galena.api.http;

import io.vertx.core.json.JsonObject;

/** One reason of a refusal: where (a JSON pointer into the body, or {@code /query/name}), which stable code, and in words. */
public record Fault(String pointer, String code, String detail) {
    JsonObject json() {
        return JsonObject.of("pointer", pointer, "code", code, "detail", detail);
    }
}
