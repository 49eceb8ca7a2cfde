package dev.galena.api.http;

import dev.galena.db.Passing;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request from its first byte to its answer: route, credentials, rate limit, permission, body, description, work. The order is
 * API: nobody learns what is wrong with a body before showing that they may send it. Runs on an event loop.
 */
public final class Dispatch {
    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Router router;
    private final Spec spec;
    private final Authenticator authenticator;
    private final RateLimits rateLimits;
    private final Journal journal;
    private final Limits limits;
    private final AtomicInteger directCalls = new AtomicInteger();

    /** How much one request may send, and how many may be worked on by virtual threads at once. */
    public record Limits(int bodyBytesMax, int directCallsMax) {}

    public Dispatch(
            Vertx vertx,
            List<Route> routes,
            Spec spec,
            Authenticator authenticator,
            RateLimits rateLimits,
            Journal journal,
            Limits limits) {
        this.spec = spec;
        this.authenticator = authenticator;
        this.rateLimits = rateLimits;
        this.journal = journal;
        this.limits = limits;
        this.router = new Routing(journal, this::handle).router(vertx, routes);
    }

    /** To be the request handler of every server; any number of event loops may share it. */
    public Router router() {
        return router;
    }

    private void handle(Call call) {
        try {
            begin(call);
        } catch (RuntimeException e) {
            fail(call, e);
        }
    }

    private void begin(Call call) {
        var request = call.request();
        boolean bodiless = BODILESS.contains(request.method());
        if (!bodiless) {
            request.pause(); // or what arrives during the look-up of the caller is lost
        }
        if (call.route().access().isOpen()) {
            if (!bodiless
                    && call.route().access().metered()
                    && !rateLimits.allowStranger(address(call), call.response())) {
                finish(call, Problems.RATE_LIMITED.problem());
            } else {
                proceed(call);
            }
            return;
        }
        Future<Caller> caller;
        try {
            caller = authenticator.authenticate(request);
        } catch (RuntimeException e) {
            caller = Future.failedFuture(e);
        }
        caller.onComplete(known -> {
            if (known.succeeded()) {
                admit(call, known.result());
            } else if (known.cause() instanceof Problem.Refused
                    && !rateLimits.allowStranger(address(call), call.response())) {
                finish(call, Problems.RATE_LIMITED.problem());
            } else {
                fail(call, known.cause());
            }
        });
    }

    private void admit(Call call, Caller caller) {
        call.caller(caller);
        if (call.route().access().metered() && !rateLimits.allow(caller, call.response())) {
            finish(call, Problems.RATE_LIMITED.problem());
        } else if (caller.party().suspended()) {
            finish(call, Problems.PARTY_SUSPENDED.problem());
        } else if (!call.route().access().allows(caller)) {
            finish(call, Problems.FORBIDDEN.problem());
        } else {
            proceed(call);
        }
    }

    private void proceed(Call call) {
        try {
            var operation = spec.operation(call.route().operation());
            if (operation != null && operation.idempotent()) {
                var key = IdempotencyKey.parse(call.request().getHeader("Idempotency-Key"));
                if (key == null) {
                    throw Problems.IDEMPOTENCY_KEY_MISSING.problem().thrown();
                }
                call.idempotencyKey(key);
            }
            if (call.route().work() instanceof Work.Streamed(var handler)) {
                check(operation, call, null);
                direct(call, handler);
            } else if (BODILESS.contains(call.request().method())) {
                check(operation, call, null);
                work(call);
            } else {
                readThenWork(operation, call);
            }
        } catch (RuntimeException e) {
            fail(call, e);
        }
    }

    private void readThenWork(@Nullable Operation operation, Call call) {
        Bodies.read(call.request(), limits.bodyBytesMax()).onComplete(read -> {
            try {
                if (read.failed()) {
                    fail(call, read.cause());
                } else {
                    check(operation, call, read.result());
                    work(call);
                }
            } catch (RuntimeException e) {
                fail(call, e);
            }
        });
    }

    /** Everything that is wrong with the query and the body, in one answer. */
    private static void check(@Nullable Operation operation, Call call, @Nullable Buffer body) {
        if (operation == null) {
            return; // pages and files, which openapi.yaml does not describe
        }
        var faults = operation.faults(call.query());
        if (body != null && (body.length() > 0 || operation.bodyRequired())) {
            var type = operation.accepted(call.request().getHeader("content-type"));
            if (type == null) {
                throw Problems.UNSUPPORTED_MEDIA_TYPE
                        .because(
                                operation.contents().isEmpty()
                                        ? "send no body"
                                        : "send " + String.join(" or ", operation.contentTypes()))
                        .thrown();
            }
            var parsed = type.endsWith("json") ? StrictJson.parse(body) : null;
            call.body(body, parsed);
            if (type.endsWith("json")) {
                faults = Operation.both(faults, operation.faults(parsed, type));
            }
        }
        if (!faults.isEmpty()) {
            throw Problems.INVALID_REQUEST.because(faults).thrown();
        }
    }

    private void work(Call call) {
        switch (call.route().work()) {
            case Work.Composed(var handler) -> handler.apply(call).onComplete(done -> settle(call, done));
            case Work.Direct(var handler) -> direct(call, handler);
            case Work.Streamed(var handler) -> direct(call, handler);
        }
    }

    /** Each call has a context of its own, so that one that computes for long holds up nobody else's. */
    private void direct(Call call, Function<Call, Answer> handler) {
        if (directCalls.incrementAndGet() > limits.directCallsMax()) {
            directCalls.decrementAndGet();
            call.response().putHeader("Retry-After", "1");
            finish(call, Problems.OVERLOADED.problem());
            return;
        }
        var loop = (ContextInternal) Objects.requireNonNull(Vertx.currentContext());
        Promise<Answer> done = loop.promise();
        done.future().onComplete(answer -> {
            directCalls.decrementAndGet();
            settle(call, answer);
        });
        var thread = loop.owner()
                .contextBuilder()
                .withThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                .withEventLoop(loop.nettyEventLoop())
                .build();
        thread.runOnContext(start -> {
            try {
                done.complete(handler.apply(call));
            } catch (Throwable e) {
                done.fail(e);
            }
        });
    }

    private void settle(Call call, AsyncResult<Answer> done) {
        if (done.failed()) {
            fail(call, done.cause());
        } else {
            finish(call, done.result());
        }
    }

    private void fail(Call call, Throwable cause) {
        if (cause instanceof Problem.Refused refused) {
            finish(call, refused.problem());
        } else if (Passing.is(cause)) {
            journal.failed(call.id(), call.route().operation(), cause);
            call.response().putHeader("Retry-After", "1");
            finish(call, Problems.OVERLOADED.problem());
        } else {
            journal.failed(call.id(), call.route().operation(), cause);
            finish(call, Problems.INTERNAL_ERROR.problem());
        }
    }

    private void finish(Call call, Problem problem) {
        finish(call, Answer.of(problem, call.id()));
    }

    private void finish(Call call, Answer answer) {
        // first the journal: whoever has an answer finds it there
        journal.answered(call, answer.isStreaming() ? call.response().getStatusCode() : answer.status(), answer.code());
        if (!answer.isStreaming()) {
            Replies.send(call.request(), answer);
        }
    }

    private static String address(Call call) {
        var address = call.request().remoteAddress();
        return address == null || address.hostAddress() == null ? "" : address.hostAddress();
    }
}
