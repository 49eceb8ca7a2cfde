package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.reconcile.BankImports;
import dev.galena.billing.reconcile.BankImports.BankImport;
import dev.galena.billing.reconcile.BankLines.Assignment;
import dev.galena.billing.reconcile.ImportStatement.Format;
import dev.galena.billing.reconcile.ProviderLines;
import dev.galena.billing.reconcile.ProviderLines.Read;
import dev.galena.billing.reconcile.Unreadable;
import dev.galena.db.Id;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The operator's bank statements. */
final class BankImportRoutes {

    private final Cashier cashier;
    private final Parties parties = new Parties();

    BankImportRoutes(Cashier cashier) {
        this.cashier = cashier;
    }

    /** The file itself is its idempotency key. */
    Answer run(Call call) {
        var format = call.header("content-type").orElse("").startsWith("text/csv") ? Format.CSV : Format.CAMT053;
        try {
            var done = cashier.importStatement.run(
                    call.rawBody().getBytes(), format, call.caller().actor());
            return Answer.created("/v1/bank-imports/" + Id.text("bki", done.id()), json(done));
        } catch (Unreadable e) {
            throw Problems.STATEMENT_UNREADABLE
                    .because(String.valueOf(e.getMessage()))
                    .thrown();
        }
    }

    Answer list(Call call) {
        var page = call.page(BankImports.ORDER);
        return Answer.page(
                call, cashier.database.read(tx -> cashier.bankImports.page(tx, page)), BankImportRoutes::json);
    }

    Answer read(Call call) {
        var id = call.id(0, "bki");
        return cashier.database
                .read(tx -> cashier.bankImports.find(tx, id))
                .map(found -> Answer.ok(json(found)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Of all statements, those that settled nothing yet; the oldest first. */
    Answer open(Call call) {
        var page = call.page(ProviderLines.ORDER);
        return Answer.page(
                call,
                cashier.database.read(tx -> cashier.providerLines.page(tx, BankTransfer.NAME, null, page)),
                BankImportRoutes::json);
    }

    Answer assign(Call call) {
        var line = call.id(0, "bkl");
        var partyId = Id.parse("pty", call.body().getString("party"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        var assignment = cashier.database.inTx(tx -> {
            var party = parties.find(tx, partyId)
                    .filter(p -> p.is(Role.BUYER))
                    .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
            return cashier.bankLines.assign(
                    tx, line, partyId, party.currency().getCurrencyCode(), cashier.clock.instant());
        });
        return switch (assignment) {
            case Assignment.Assigned(var topUp) -> Answer.ok(JsonObject.of("topup", Id.text("top", topUp)));
            case Assignment.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Assignment.NotOpen() -> throw Problems.LINE_NOT_OPEN.problem().thrown();
            case Assignment.OtherCurrency(var currency) ->
                throw Problems.LINE_NOT_OPEN.with(Map.of("currency", currency)).thrown();
        };
    }

    private static JsonObject json(BankImport done) {
        return JsonObject.of(
                "id", Id.text("bki", done.id()),
                "format", done.format(),
                "lines", done.lines(),
                "matched", done.matched(),
                "imported_by", done.by(),
                "at", done.at().toString());
    }

    private static JsonObject json(Read read) {
        var line = read.line();
        return JsonObject.of(
                "id", Id.text("bkl", read.id()),
                "bank_id", line.id(),
                "amount", MoneyJson.of(line.amount()),
                "at", line.at().toString(),
                "text", line.text());
    }
}
