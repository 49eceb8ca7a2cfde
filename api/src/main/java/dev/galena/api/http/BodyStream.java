package dev.galena.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a stream to read from a virtual thread. A few pieces are asked for ahead and no more: a sender that is
 * faster than the reader waits.
 */
public final class BodyStream extends InputStream {
    private static final int PIECES_AHEAD = 8;
    private static final long SILENCE_MAX_SECONDS = 75;

    private final HttpServerRequest request;
    /** An empty piece is the end. */
    private final LinkedBlockingQueue<Buffer> pieces = new LinkedBlockingQueue<>();

    private volatile @Nullable Throwable broken;
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    /** {@code request}: paused, its body not read. */
    public BodyStream(HttpServerRequest request) {
        this.request = request;
        if (request.isEnded()) {
            pieces.add(Buffer.buffer());
            return;
        }
        request.handler(received -> {
            if (received.length() > 0) pieces.add(received);
        });
        request.endHandler(end -> pieces.add(Buffer.buffer()));
        request.exceptionHandler(failure -> {
            broken = failure;
            pieces.add(Buffer.buffer());
        });
        request.fetch(PIECES_AHEAD);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == piece.length) {
            if (ended || !next()) {
                return -1;
            }
        }
        int n = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, from, n);
        at += n;
        return n;
    }

    /** @return false at the end */
    private boolean next() throws IOException {
        var buffer = take();
        var failure = broken;
        if (failure != null) {
            throw new IOException("the sender has gone", failure);
        }
        if (buffer.length() == 0) {
            ended = true;
            return false;
        }
        request.fetch(1);
        piece = buffer.getBytes();
        at = 0;
        return true;
    }

    private Buffer take() throws IOException {
        try {
            var buffer = pieces.poll(SILENCE_MAX_SECONDS, TimeUnit.SECONDS);
            if (buffer == null) {
                throw new IOException("the sender has been silent for too long");
            }
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
