package dev.galena.billing.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that behaves like Stripe as far as we use it (facts from its public API reference): form-encoded requests, JSON
 * answers, idempotency keys, signed events. It can forget to answer after it has acted, decline cards, and deliver its events
 * twice, in any order, late or never.
 */
public final class FakeStripe implements AutoCloseable {
    public static final String KEY = "sk_test_fake";
    public static final String SECRET = "whsec_fake";

    public final StripeBooks books;
    private final InstantSource clock;
    private final HttpServer server;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile boolean declining;

    private record Kept(String request, int status, String body) {}

    /** Where events go. */
    public interface Receiver {
        /** The status it answers. */
        int receive(String signature, byte[] body);
    }

    /** How events are delivered: how many times at most, and the share (of 100) that is held back or lost. */
    public record Mail(int copiesMax, boolean shuffled, int lostPercent) {
        public static final Mail GOOD = new Mail(1, false, 0);
    }

    public FakeStripe(Vertx vertx, InstantSource clock) {
        this.clock = clock;
        this.books = new StripeBooks(clock);
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toString(UTF_8))))
                .listen(0, "127.0.0.1")
                .await();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public StripeSettings settings() {
        return new StripeSettings(uri(), KEY, URI.create("https://market.example/wallet"));
    }

    /** Acts on the next requests but answers 500, as when a connection breaks. */
    public void silent(int requests) {
        silences.set(requests);
    }

    public void declining(boolean declining) {
        this.declining = declining;
    }

    /** Delivers what is untold; tells what was lost on the way. */
    public List<JsonObject> deliver(Mail mail, Random random, Receiver receiver) {
        var post = new ArrayList<JsonObject>();
        var lost = new ArrayList<JsonObject>();
        for (var event : books.takeUntold()) {
            if (random.nextInt(100) < mail.lostPercent()) {
                lost.add(event);
                continue;
            }
            for (int copies = 1 + random.nextInt(mail.copiesMax()); copies > 0; copies--) post.add(event);
        }
        if (mail.shuffled()) Collections.shuffle(post, random);
        for (var event : post) deliver(event, receiver);
        return lost;
    }

    public int deliver(JsonObject event, Receiver receiver) {
        byte[] body = event.encode().getBytes(UTF_8);
        return receiver.receive(StripeSignature.header(SECRET, body, clock.instant()), body);
    }

    private void answer(HttpServerRequest request, String body) {
        if (!("Bearer " + KEY).equals(request.getHeader("Authorization"))) {
            send(request, 401, error("invalid_request_error", "api_key"));
            return;
        }
        var key = request.getHeader("Idempotency-Key");
        var asked = request.method() + " " + request.uri() + " " + body;
        if (key == null) {
            var answer = act(request.method().name(), request.uri(), body);
            send(request, answer.status(), answer.body());
            return;
        }
        var answer = kept.computeIfAbsent(
                key, _ -> act(request.method().name(), request.uri(), body).about(asked));
        if (!answer.request().equals(asked)) {
            send(request, 400, error("idempotency_error", "idempotency_key_in_use"));
        } else if (silences.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            send(request, 500, error("api_error", "unknown"));
        } else {
            send(request, answer.status(), answer.body());
        }
    }

    private record Acted(int status, String body) {
        Kept about(String request) {
            return new Kept(request, status, body);
        }
    }

    private Acted act(String method, String uri, String body) {
        var target = new QueryStringDecoder(uri);
        var form = flat(new QueryStringDecoder("?" + body));
        return switch (method + " " + target.path()) {
            case "POST /v1/checkout/sessions" -> ok(books.session(form));
            case "POST /v1/payment_intents" -> charge(form);
            case "POST /v1/refunds" -> refund(form);
            case "POST /v1/transfers" ->
                form.get("destination").startsWith("acct_")
                        ? ok(books.transfer(form))
                        : new Acted(400, error("invalid_request_error", "account_invalid"));
            case "GET /v1/balance_transactions" -> ok(books.page("transactions", flat(target)));
            case "GET /v1/events" -> ok(books.page("events", flat(target)));
            default -> new Acted(404, error("invalid_request_error", "resource_missing"));
        };
    }

    private Acted charge(Map<String, String> form) {
        if (!declining) return ok(books.charged(form));
        books.declined(form);
        return new Acted(402, error("card_error", "card_declined"));
    }

    private Acted refund(Map<String, String> form) {
        var intent = books.find(form.get("payment_intent"));
        if (intent == null) return new Acted(404, error("invalid_request_error", "resource_missing"));
        var metadata = new JsonObject();
        if (form.containsKey("metadata[refund]")) metadata.put("refund", form.get("metadata[refund]"));
        return ok(books.refund(form.get("payment_intent"), Long.parseLong(form.get("amount")), metadata));
    }

    private static Acted ok(JsonObject body) {
        return new Acted(200, body.encode());
    }

    private static String error(String type, String code) {
        return JsonObject.of("error", JsonObject.of("type", type, "code", code)).encode();
    }

    private static Map<String, String> flat(QueryStringDecoder decoder) {
        var flat = new HashMap<String, String>();
        decoder.parameters().forEach((name, values) -> flat.put(name, values.getFirst()));
        return new LinkedHashMap<>(flat);
    }

    private static void send(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
