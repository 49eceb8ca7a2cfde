package dev.galena.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Text goes out as gzip (RFC 9110 section 8.4) to those who take it. Answers to GET alone: others hold secrets that are shown once, beside
 * what the client itself sent, and the size of the two packed together tells of the secret (BREACH, 2013).
 */
public final class Packing {
    /** Smaller ones fit into one packet as they are. */
    private static final int BYTES_MIN = 1_400;

    /** What takes longer to pack than an event loop may be held up; lists are shorter, files are streamed. */
    private static final int BYTES_MAX = 512 * 1024;

    private static final String GZIP = "gzip";

    private Packing() {}

    /** Whether this {@code accept-encoding} header takes answers in the encoding. */
    public static boolean accepted(@Nullable String header, String encoding) {
        if (header == null) return false;
        for (String one : header.split(",", 20)) {
            var parts = one.strip().split("\\s*;\\s*", 3);
            if (parts[0].equalsIgnoreCase(encoding)) return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
        }
        return false;
    }

    /** The body as it goes out; says in the headers of the response what was done to it. */
    static Buffer packed(HttpServerRequest request, Buffer body) {
        var headers = request.response().headers();
        if (!request.method().equals(HttpMethod.GET)
                || headers.contains(HttpHeaders.CONTENT_ENCODING)
                || headers.contains(HttpHeaders.ETAG) // which names these very bytes
                || !text(headers.get(HttpHeaders.CONTENT_TYPE))) return body;
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (body.length() < BYTES_MIN
                || body.length() > BYTES_MAX
                || !accepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING), GZIP)) return body;
        headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
        return gzip(body);
    }

    private static boolean text(@Nullable String type) {
        return type != null && (type.startsWith("text/") || type.contains("json"));
    }

    private static Buffer gzip(Buffer body) {
        var packed = new ByteArrayOutputStream(body.length() / 4);
        try (var out = new Fast(packed)) {
            out.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
