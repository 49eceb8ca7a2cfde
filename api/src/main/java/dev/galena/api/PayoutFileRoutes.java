package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.PayoutFiles.PayoutFile;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import java.util.Locale;

/** Files of payouts for the operator's bank. */
final class PayoutFileRoutes {

    private static final String MAKE = "payout-file";

    private final Cashier cashier;
    private final OncePerKey oncePerKey;

    PayoutFileRoutes(Cashier cashier, OncePerKey oncePerKey) {
        this.cashier = cashier;
        this.oncePerKey = oncePerKey;
    }

    Answer make(Call call) {
        var claim = new Claim(
                call.caller().partyId(),
                MAKE,
                call.idempotencyKey(),
                Claim.hash(call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> make(tx, call))) {
            case Once.Done(var kept) -> answer(kept);
            case Once.Again(var kept) -> answer(kept).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private KeptAnswer make(Tx tx, Call call) {
        var method = Method.valueOf(call.body().getString("method").toUpperCase(Locale.ROOT));
        if (!cashier.payoutFiles.can(method)) {
            throw Problems.PAYMENTS_UNAVAILABLE.problem().thrown();
        }
        Currency currency = call.caller().party().test()
                ? call.caller().party().currency()
                : Currency.getInstance(method == Method.SEPA ? "EUR" : "USD");
        return cashier.payoutFiles
                .make(tx, method, currency, call.caller().actor(), cashier.clock.instant())
                .map(file -> new KeptAnswer(201, json(file).encode().getBytes(UTF_8)))
                .orElseThrow(() -> Problems.PAYOUTS_NONE.problem().thrown());
    }

    private static Answer answer(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }

    Answer download(Call call) {
        var id = call.id(0, "pyf");
        var file = cashier.database
                .read(tx -> cashier.payoutFiles.find(tx, id))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        boolean sepa = file.method() == Method.SEPA;
        var name = Id.text("pyf", id) + (sepa ? ".xml" : ".ach");
        return Answer.of(200, sepa ? "application/xml" : "text/plain", Buffer.buffer(file.content()))
                .with("content-disposition", "attachment; filename=\"" + name + "\"");
    }

    private static JsonObject json(PayoutFile file) {
        return JsonObject.of(
                "id", Id.text("pyf", file.id()),
                "method", file.method().code(),
                "payouts", file.payouts(),
                "total", MoneyJson.of(file.total()),
                "made_at", file.madeAt().toString());
    }
}
