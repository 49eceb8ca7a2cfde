package dev.galena.api.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads a paused request's body into memory, up to a limit. */
final class Bodies {
    private Bodies() {}

    /** Fails with the problem {@code body-too-large} as soon as it is: what follows is thrown away unread. */
    static Future<Buffer> read(HttpServerRequest request, int bytesMax) {
        var length = request.getHeader("content-length");
        if (length != null && longer(length, bytesMax)) {
            return Future.failedFuture(tooLarge(bytesMax));
        }
        Promise<Buffer> read = Promise.promise();
        var body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > bytesMax) {
                request.handler(ignored -> {});
                read.tryFail(tooLarge(bytesMax));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler(read::tryFail);
        request.endHandler(end -> read.tryComplete(body));
        request.resume();
        return read.future();
    }

    private static boolean longer(String length, int bytesMax) {
        try {
            return Long.parseLong(length) > bytesMax;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static Problem.Refused tooLarge(int bytesMax) {
        return Problems.BODY_TOO_LARGE.because("at most " + bytesMax + " bytes").thrown();
    }
}
