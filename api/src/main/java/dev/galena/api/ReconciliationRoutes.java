package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.Alarms;
import dev.galena.billing.payment.Alarms.Alarm;
import dev.galena.billing.reconcile.Reconciliations;
import dev.galena.billing.reconcile.Reconciliations.Reconciliation;
import dev.galena.db.Id;
import io.vertx.core.json.JsonObject;

/** What comparing the books brought, and what somebody has to look at. */
final class ReconciliationRoutes {

    private final Cashier cashier;

    ReconciliationRoutes(Cashier cashier) {
        this.cashier = cashier;
    }

    Answer list(Call call) {
        var page = call.page(Reconciliations.ORDER);
        return Answer.page(
                call, cashier.database.read(tx -> cashier.reconciliations.page(tx, page)), ReconciliationRoutes::json);
    }

    Answer alarms(Call call) {
        var page = call.page(Alarms.ORDER);
        boolean openOnly = call.query("state").orElse("open").equals("open");
        return Answer.page(
                call,
                cashier.database.read(tx -> cashier.stores.alarms().page(tx, openOnly, page)),
                ReconciliationRoutes::json);
    }

    Answer alarm(Call call) {
        var id = call.id(0, "alm");
        return cashier.database
                .read(tx -> cashier.stores.alarms().find(tx, id))
                .map(alarm -> Answer.ok(json(alarm)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer resolve(Call call) {
        var id = call.id(0, "alm");
        return cashier.database
                .inTx(tx ->
                        cashier.stores.alarms().resolve(tx, id, call.caller().actor(), cashier.clock.instant()))
                .map(alarm -> Answer.ok(json(alarm)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(Reconciliation done) {
        return JsonObject.of(
                "id", Id.text("rcn", done.id()),
                "provider", done.provider(),
                "day", done.day().toString(),
                "lines", done.lines(),
                "matched", done.matched(),
                "alarms", done.alarms(),
                "at", done.at().toString());
    }

    private static JsonObject json(Alarm alarm) {
        return JsonObject.of(
                "id", Id.text("alm", alarm.id()),
                "kind", alarm.kind(),
                "subject", alarm.subject(),
                "detail", alarm.detail(),
                "raised_at", alarm.raisedAt().toString(),
                "resolved_at", MoneyJson.text(alarm.resolvedAt()),
                "resolved_by", alarm.resolvedBy());
    }
}
