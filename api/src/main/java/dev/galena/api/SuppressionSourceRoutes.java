package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.suppression.ReceiveSuppressions;
import dev.galena.market.suppression.Report;
import dev.galena.market.suppression.SuppressRows;
import dev.galena.market.suppression.SuppressionSource;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Suppressions as signed messages, and who may send them. */
final class SuppressionSourceRoutes {
    private final ReceiveSuppressions receive;
    private final SuppressRows rows;

    SuppressionSourceRoutes(ReceiveSuppressions receive, SuppressRows rows) {
        this.receive = receive;
        this.rows = rows;
    }

    Answer create(Call call) {
        return receive.open(call.caller().partyId(), call.body().getString("name"))
                .map(opened -> Answer.created(
                        "/v1/suppression-sources/"
                                + Id.text("sps", opened.source().id()),
                        json(opened.source()).put("secret", opened.secret())))
                .orElseGet(() -> Answer.of(Problems.TOO_MANY_SOURCES.problem(), call.id()));
    }

    Answer list(Call call) {
        return Answer.page(
                call,
                receive.page(call.caller().partyId(), call.page(ReceiveSuppressions.order())),
                SuppressionSourceRoutes::json);
    }

    Answer revoke(Call call) {
        if (!receive.revoke(call.caller().partyId(), call.id(0, "sps"))) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.noContent();
    }

    /** Nobody is told whether it was the source, the time or the signature. */
    Answer message(Call call) {
        var message = new ReceiveSuppressions.Message(
                Id.parse("sps", call.pathValue(0))
                        .orElseThrow(() -> Problems.UNAUTHENTICATED.problem().thrown()),
                call.header("webhook-id").orElse(""),
                call.header("webhook-timestamp").orElse(""),
                call.header("webhook-signature").orElse(""),
                call.rawBody().getBytes());
        return switch (receive.check(message)) {
            case ReceiveSuppressions.Genuine(var partyId, var operator) -> {
                var report = SuppressionRoutes.take(rows, call.body(), partyId, operator, "webhook");
                receive.took(message);
                yield Answer.ok(SuppressionRoutes.json(report));
            }
            case ReceiveSuppressions.Again() ->
                Answer.ok(SuppressionRoutes.json(new Report(0, 0, 0, 0, 0, 0, List.of())));
            case ReceiveSuppressions.NotGenuine() ->
                throw Problems.UNAUTHENTICATED.problem().thrown();
        };
    }

    private static JsonObject json(SuppressionSource source) {
        return JsonObject.of(
                "id", Id.text("sps", source.id()),
                "name", source.name(),
                "created_at", source.createdAt().toString(),
                "revoked_at",
                        source.revokedAt() == null ? null : source.revokedAt().toString());
    }
}
