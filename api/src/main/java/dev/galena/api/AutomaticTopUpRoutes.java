package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.AutomaticTopUps.Rule;
import io.vertx.core.json.JsonObject;

/** A wallet that fills itself up. */
final class AutomaticTopUpRoutes {

    private final Cashier cashier;

    AutomaticTopUpRoutes(Cashier cashier) {
        this.cashier = cashier;
    }

    Answer read(Call call) {
        return cashier.database
                .read(tx -> cashier.automaticTopUps.find(tx, call.caller().partyId()))
                .map(rule -> Answer.ok(json(rule)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Needs a card that was saved by a top-up with {@code save_card}. */
    Answer set(Call call) {
        var party = call.caller().party();
        var threshold = MoneyJson.read(call.body(), "threshold", party.currency());
        var amount = MoneyJson.read(call.body(), "amount", party.currency());
        return cashier.database.inTx(tx -> {
            if (cashier.stores.cards().find(tx, party.id()).isEmpty()) {
                throw Problems.CARD_MISSING.problem().thrown();
            }
            cashier.automaticTopUps.set(tx, party.id(), threshold, amount, cashier.clock.instant());
            return Answer.ok(json(cashier.automaticTopUps.find(tx, party.id()).orElseThrow()));
        });
    }

    Answer end(Call call) {
        if (!cashier.database.inTx(
                tx -> cashier.automaticTopUps.end(tx, call.caller().partyId()))) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.noContent();
    }

    private static JsonObject json(Rule rule) {
        return JsonObject.of(
                "threshold", MoneyJson.of(rule.threshold()),
                "amount", MoneyJson.of(rule.amount()),
                "stopped_at", MoneyJson.text(rule.stoppedAt()),
                "stopped_because", rule.stopped());
    }
}
