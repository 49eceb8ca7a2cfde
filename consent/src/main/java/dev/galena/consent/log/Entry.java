package dev.galena.consent.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.galena.consent.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of one event as they were logged: hashed as they are, never written anew. */
final class Entry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] bytes;

    /** Takes over the array: the caller must not change it. */
    Entry(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    Digest hash() {
        return Rfc6962.leaf(bytes);
    }

    /** What they say.
     *
     * @throws IllegalArgumentException when they are no JSON */
    JsonNode json() {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("an event that is no JSON", e);
        }
    }

    /** Its public fields as text, and its type. */
    Map<String, String> fields() {
        var json = json();
        var fields = new TreeMap<String, String>();
        json.path("fields")
                .properties()
                .forEach(f -> fields.put(f.getKey(), f.getValue().asText()));
        fields.put("type", json.path("type").asText());
        return fields;
    }
}
