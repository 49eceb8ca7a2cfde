package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.http.Spec;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * Calls the server as anybody would. Every answer under {@code /v1} is held against openapi.yaml by a validator the server does not
 * use; an answer the description does not have fails the test.
 */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Spec spec;
    private final String base;
    private final Map<String, String> headers;

    ApiClient(Spec spec, String base) {
        this(spec, base, Map.of());
    }

    private ApiClient(Spec spec, String base, Map<String, String> headers) {
        this.spec = spec;
        this.base = base;
        this.headers = headers;
    }

    /** What came back. */
    public record Reply(int status, HttpResponse<byte[]> raw) {
        public String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        /** As they were before they were packed for the way. */
        public byte[] bytes() {
            if (!header("content-encoding").equals(Optional.of("gzip"))) return raw.body();
            try (var in = new GZIPInputStream(new ByteArrayInputStream(raw.body()))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public JsonObject json() {
            return new JsonObject(text());
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        /** Of a problem. */
        public String code() {
            return json().getString("code");
        }

        /** Fails, showing the answer, if the status is another. */
        public Reply expect(int expected) {
            assertThat(status)
                    .as(() -> raw.request().method() + " " + raw.uri() + ": " + text())
                    .isEqualTo(expected);
            return this;
        }

        public Reply expect(int expected, String code) {
            expect(expected);
            assertThat(code()).isEqualTo(code);
            return this;
        }
    }

    public ApiClient with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(spec, base, more);
    }

    public ApiClient bearer(String credential) {
        return with("Authorization", "Bearer " + credential);
    }

    public ApiClient idempotent(String key) {
        return with("Idempotency-Key", key);
    }

    public ApiClient idempotent() {
        return idempotent(UUID.randomUUID().toString());
    }

    public String url(String path) {
        return base + path;
    }

    public Reply get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public Reply post(String path, JsonObject body) {
        return send("POST", path, "application/json", BodyPublishers.ofString(body.encode()));
    }

    public Reply post(String path) {
        return send("POST", path, null, BodyPublishers.noBody());
    }

    public Reply put(String path, JsonObject body) {
        return send("PUT", path, "application/json", BodyPublishers.ofString(body.encode()));
    }

    public Reply patch(String path, JsonObject body) {
        return send("PATCH", path, "application/merge-patch+json", BodyPublishers.ofString(body.encode()));
    }

    public Reply delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    /** Anything, with any bytes. */
    public Reply send(String method, String path, String contentType, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        headers.forEach(request::header);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            var raw = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            var reply = new Reply(raw.statusCode(), raw);
            if (path.startsWith("/v1/")) {
                Described.by(spec).check(method, path, reply);
            }
            return reply;
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Object parsed(Reply reply) {
        return Json.decodeValue(reply.text());
    }
}
