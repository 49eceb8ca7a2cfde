package dev.galena.billing.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stripe's API on the wire: forms in, JSON out. One address from the configuration, never one that somebody sent; follows nothing.
 * Blocks: for virtual threads.
 */
final class StripeClient {

    /** Answers have the form of this version whatever the account's own is. */
    private static final String VERSION = "2025-03-31.basil";

    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int ANSWER_BYTES_MAX = 8 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(StripeClient.class);

    private final HttpClient client;
    private final StripeSettings settings;

    /** A status with what was said; 0: nobody answered, or not in JSON. */
    record Reply(int status, JsonObject body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** Refused for good; what is neither this nor {@link #ok} may have happened or not. */
        boolean refused() {
            return status / 100 == 4 && status != 409 && status != 429 && status != 408;
        }

        String error() {
            var error = body.getJsonObject("error", new JsonObject());
            return error.getString(
                    "decline_code", error.getString("code", error.getString("type", "status-" + status)));
        }
    }

    StripeClient(StripeSettings settings) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.settings = settings;
    }

    Reply get(String path, Map<String, String> query) {
        return send("GET", query.isEmpty() ? path : path + "?" + form(query), null, null);
    }

    /** Repeating it with the same key changes nothing more. */
    Reply post(String path, Map<String, String> fields, String idempotencyKey) {
        return send("POST", path, form(fields), idempotencyKey);
    }

    private Reply send(String method, String uri, @Nullable String body, @Nullable String idempotencyKey) {
        var request = HttpRequest.newBuilder(settings.api().resolve(uri))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + settings.secretKey())
                .header("Stripe-Version", VERSION)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (idempotencyKey != null) request.header("Idempotency-Key", idempotencyKey);
        try {
            var answer =
                    client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), ANSWER_BYTES_MAX));
            return new Reply(answer.statusCode(), new JsonObject(answer.body()));
        } catch (DecodeException e) {
            return new Reply(0, error("no-json"));
        } catch (IOException e) {
            LOG.warn("Stripe does not answer: {}", e.toString());
            return new Reply(0, error("no-answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(0, error("interrupted"));
        }
    }

    private static JsonObject error(String code) {
        return JsonObject.of("error", JsonObject.of("code", code));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
