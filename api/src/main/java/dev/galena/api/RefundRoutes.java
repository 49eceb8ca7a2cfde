package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.billing.payment.RefundRequests.Request;
import dev.galena.billing.payment.Refunds.Refund;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;

/** The operator gives back what a buyer paid in and did not spend. */
final class RefundRoutes {

    private static final String REFUND = "topup-refund";

    private final Cashier cashier;
    private final OncePerKey oncePerKey;

    RefundRoutes(Cashier cashier, OncePerKey oncePerKey) {
        this.cashier = cashier;
        this.oncePerKey = oncePerKey;
    }

    Answer ask(Call call) {
        var topUp = call.id(0, "top");
        var claim = new Claim(
                call.caller().partyId(),
                REFUND,
                call.idempotencyKey(),
                Claim.hash(topUp, call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> ask(tx, topUp, call.body().getJsonObject("amount")))) {
            case Once.Done(var kept) -> sent(kept);
            case Once.Again(var kept) -> sent(kept).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private KeptAnswer ask(Tx tx, UUID topUp, JsonObject money) {
        var amount = Money.of(money.getLong("amount"), money.getString("currency"));
        return switch (cashier.refundRequests.ask(tx, topUp, amount, cashier.clock.instant())) {
            case Request.Asked(var id) -> new KeptAnswer(201, id.toString().getBytes(UTF_8));
            case Request.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Request.NotRefundable() ->
                throw Problems.TOPUP_NOT_REFUNDABLE.problem().thrown();
            case Request.MoreThanRemains(var remaining) ->
                throw Problems.REFUND_TOO_LARGE
                        .with(Map.of("remaining", MoneyJson.of(remaining)))
                        .thrown();
            case Request.MoreThanTheWallet(var available) ->
                throw Problems.INSUFFICIENT_FUNDS
                        .with(Map.of("available", MoneyJson.of(available)))
                        .thrown();
        };
    }

    private Answer sent(KeptAnswer kept) {
        var refund = cashier.sendRefunds.send(UUID.fromString(new String(kept.body(), UTF_8)));
        return Answer.created("/v1/topups/" + Id.text("top", refund.topUpId()), json(refund));
    }

    private static JsonObject json(Refund refund) {
        return JsonObject.of(
                "id", Id.text("rfd", refund.id()),
                "topup", Id.text("top", refund.topUpId()),
                "amount", MoneyJson.of(refund.amount()),
                "state", refund.state(),
                "failure", refund.failure(),
                "created_at", refund.createdAt().toString());
    }
}
