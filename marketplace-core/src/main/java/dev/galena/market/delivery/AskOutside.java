package dev.galena.market.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service outside something and reads the answer, up to 64 KB. As with webhooks the connection goes to a public address
 * that was found before, follows nothing, and is over after its time. Blocks: for virtual threads.
 */
public final class AskOutside {
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private final HttpClient client;
    private final PublicAddress addresses;
    private final Duration timeout;
    private final boolean development;

    /** {@code development} lets this machine's own addresses through as well, and http. */
    public AskOutside(Vertx vertx, Duration timeout, boolean development) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setForceSni(true)
                .setVerifyHost(true));
        this.addresses = PublicAddress.bySystem(development);
        this.timeout = timeout;
        this.development = development;
    }

    /** What is asked; its text has no headers, because they carry credentials. */
    public record Question(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String body) {
        @Override
        public String toString() {
            return method;
        }
    }

    /** A status with what was said, or 0 and why there is none. */
    public record Said(int status, String text) {}

    /** Never fails: what goes wrong is part of the answer. */
    public Said ask(Question question) {
        try {
            var to = Destination.parse(question.url, development);
            var address = addresses.of(to, 0);
            var options = new RequestOptions()
                    .setMethod(HttpMethod.valueOf(question.method))
                    .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                    .setHost(to.host())
                    .setPort(to.port())
                    .setSsl(to.https())
                    .setURI(to.path())
                    .setIdleTimeout(timeout.toMillis())
                    .setFollowRedirects(false);
            question.headers.forEach(options::putHeader);
            return client.request(options)
                    .compose(request -> request.send(Buffer.buffer(question.body == null ? "" : question.body)))
                    .compose(response -> read(response).map(body -> new Said(response.statusCode(), body.toString())))
                    .await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Destination.Refused refused) {
            return new Said(0, refused.code());
        } catch (TimeoutException e) {
            return new Said(0, "timeout");
        } catch (Exception e) {
            return new Said(0, "no-answer");
        }
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        var body = Buffer.buffer();
        var read = Promise.<Buffer>promise();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > ANSWER_BYTES_MAX && read.tryFail("too long an answer"))
                response.request().connection().close();
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(body));
        return read.future();
    }
}
