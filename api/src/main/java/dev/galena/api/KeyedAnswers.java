package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Tx;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers to requests with an idempotency key: the effect and its answer commit together, and the same key gets the same answer. */
final class KeyedAnswers {

    private final OncePerKey oncePerKey;

    KeyedAnswers(OncePerKey oncePerKey) {
        this.oncePerKey = oncePerKey;
    }

    /**
     * @param about the id in the path, where there is one: the same key and body for another is another request
     * @param work a refusal it throws is not kept
     */
    Answer answer(Call call, String operation, @Nullable UUID about, int status, Function<Tx, JsonObject> work) {
        byte[] body = call.rawBody().getBytes();
        var claim = new Claim(
                call.caller().partyId(),
                operation,
                call.idempotencyKey(),
                about == null ? Claim.hash(body) : Claim.hash(about, body));
        Function<Tx, KeptAnswer> kept =
                tx -> new KeptAnswer(status, work.apply(tx).encode().getBytes(UTF_8));
        return switch (oncePerKey.once(claim, kept)) {
            case Once.Done(var answer) -> json(answer);
            case Once.Again(var answer) -> json(answer).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private static Answer json(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }
}
