package dev.galena.market.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One POST to one address that was found public before: the connection goes there, while Host, SNI and the certificate are
 * those of the name. Follows nothing, reads 4 KB of the answer at most, and is over after {@code timeout} whatever the far
 * end does.
 */
final class SendWebhook {
    static final int ANSWER_BYTES_MAX = 4096;
    private static final int CONNECTIONS_PER_ADDRESS_MAX = 256;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final InstantSource clock;
    private final Duration timeout;

    /** {@code trust}: whose certificates are accepted; null: those the JDK trusts. */
    SendWebhook(Vertx vertx, InstantSource clock, Duration timeout, @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
        this.timeout = timeout;
        var options = new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setKeepAliveTimeout(15)
                .setForceSni(true)
                .setVerifyHost(true);
        if (trust != null) options.setTrustOptions(trust);
        this.client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ADDRESS_MAX))
                .build();
    }

    /** Never fails: what goes wrong is part of the answer. */
    Future<Answer> post(Destination to, InetAddress address, Map<String, String> headers, byte[] body) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.https())
                .setURI(to.path())
                .setFollowRedirects(false);
        headers.forEach(request::putHeader);
        Promise<Answer> answer = Promise.promise();
        // All on one event loop, or an answer may be over before somebody listens to it.
        context.runOnContext(v -> send(request, Buffer.buffer(body), answer));
        return answer.future();
    }

    private void send(RequestOptions options, Buffer body, Promise<Answer> answer) {
        long start = System.nanoTime();
        var head = new AtomicReference<@Nullable Answer>();
        Future<HttpClientRequest> opened = client.request(options);
        long timer = vertx.setTimer(timeout.toMillis(), id -> {
            // A status without an end of its body is still an answer.
            Answer status = head.get();
            answer.tryComplete(status == null ? Answer.none("timeout", millis(start)) : status);
            opened.onSuccess(HttpClientRequest::reset);
        });
        opened.onFailure(e -> answer.tryComplete(Answer.none(problem(e), millis(start))));
        opened.onSuccess(request -> {
            request.response()
                    .onSuccess(response -> {
                        Answer status = Answer.of(response.statusCode(), retryAfter(response), millis(start));
                        head.set(status);
                        read(response, status, answer);
                    })
                    .onFailure(e -> answer.tryComplete(Answer.none(problem(e), millis(start))));
            request.end(body);
        });
        answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    Future<Void> close() {
        return client.close();
    }

    /** The status decides; the body is only let go by, so that the connection can be used again. */
    private static void read(HttpClientResponse response, Answer answer, Promise<Answer> promise) {
        var bytes = new AtomicInteger();
        response.handler(part -> {
            if (bytes.addAndGet(part.length()) > ANSWER_BYTES_MAX && promise.tryComplete(answer))
                response.request().connection().close();
        });
        response.exceptionHandler(e -> promise.tryComplete(answer));
        response.endHandler(end -> promise.tryComplete(answer));
    }

    private @Nullable Duration retryAfter(HttpClientResponse response) {
        String asked = response.getHeader("Retry-After");
        if (asked == null) return null;
        try {
            if (asked.matches("[0-9]{1,9}")) return Duration.ofSeconds(Long.parseLong(asked));
            Instant until = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String problem(Throwable failure) {
        return switch (failure) {
            case ConnectException e -> "connection-refused";
            case SSLException e -> "tls-failed";
            default -> "connection-lost";
        };
    }

    private static int millis(long start) {
        return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
