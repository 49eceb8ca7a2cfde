package dev.galena.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as the Internet profile (RFC 7493) wants it: UTF-8, no duplicate names, no NaN, nothing behind the value, limited
 * depth. NUL characters and lone surrogates are refused as well, because PostgreSQL cannot hold them. Fractions stay exact.
 */
public final class StrictJson {
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_CHARS_MAX = 40;
    private static final int NAME_CHARS_MAX = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build())
            .build();

    private StrictJson() {}

    /** A {@link JsonObject}, {@link JsonArray}, String, number, Boolean or null. Throws the problem {@code invalid-json}. */
    public static @Nullable Object parse(Buffer body) {
        try (var parser = FACTORY.createParser(utf8(body))) {
            if (parser.nextToken() == null) {
                throw Problems.INVALID_JSON.because("the body is empty").thrown();
            }
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw Problems.INVALID_JSON
                        .because("something follows the JSON value")
                        .thrown();
            }
            return value;
        } catch (CharacterCodingException e) {
            throw Problems.INVALID_JSON.because("the body is not UTF-8").thrown();
        } catch (IOException e) {
            throw Problems.INVALID_JSON.because(place(e)).thrown();
        }
    }

    private static String utf8(Buffer body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body.getBytes()))
                .toString();
    }

    /** Says where, and never quotes the body: it may hold personal data. */
    private static String place(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json && json.getLocation() != null
                ? "not readable at line %d, column %d"
                        .formatted(
                                json.getLocation().getLineNr(),
                                json.getLocation().getColumnNr())
                : "not readable";
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = text(parser.currentName());
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new JsonObject(fields);
    }

    private static JsonArray array(JsonParser parser) throws IOException {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new JsonArray(items);
    }

    private static String text(String text) {
        if (!storable(text)) {
            throw Problems.INVALID_JSON
                    .because("a text has a NUL character or half a surrogate pair")
                    .thrown();
        }
        return text;
    }

    /** Whether PostgreSQL can hold this text. */
    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
