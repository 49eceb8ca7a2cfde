package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.payment.OpenTopUp.Opening;
import dev.galena.billing.payment.TopUp;
import dev.galena.billing.payment.TopUps;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Buyers put money into their wallets. */
final class TopUpRoutes {

    private static final String OPEN = "topup";

    private final Cashier cashier;
    private final OncePerKey oncePerKey;

    TopUpRoutes(Cashier cashier, OncePerKey oncePerKey) {
        this.cashier = cashier;
        this.oncePerKey = oncePerKey;
    }

    /** On record first, then asked of the provider: a repeated request goes on where the first one ended. */
    Answer open(Call call) {
        if (!cashier.openTopUp.offers(call.body().getString("method"))) {
            throw Problems.PAYMENTS_UNAVAILABLE.problem().thrown();
        }
        var party = call.caller().party();
        var claim = new Claim(
                party.id(),
                OPEN,
                call.idempotencyKey(),
                Claim.hash(call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> ask(tx, party, call.body()))) {
            case Once.Done(var kept) -> opened(kept);
            case Once.Again(var kept) -> opened(kept).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private KeptAnswer ask(Tx tx, Party party, JsonObject body) {
        var topUp = TopUp.asked(
                Id.next(),
                party.id(),
                body.getString("method"),
                MoneyJson.read(body, "amount", party.currency()),
                false,
                body.getBoolean("save_card", false),
                cashier.clock.instant());
        cashier.stores.topUps().add(tx, topUp);
        return new KeptAnswer(201, topUp.id().toString().getBytes(UTF_8));
    }

    private Answer opened(KeptAnswer kept) {
        var id = UUID.fromString(new String(kept.body(), UTF_8));
        return switch (cashier.openTopUp.open(id)) {
            case Opening.Opened(var topUp) -> Answer.created("/v1/topups/" + Id.text("top", id), json(topUp));
            case Opening.Refused(var code) ->
                throw Problems.PAYMENT_REFUSED.because(code).thrown();
            case Opening.Silent(var why) ->
                throw Problems.PAYMENT_PROVIDER_SILENT.problem().thrown();
        };
    }

    Answer list(Call call) {
        var page = call.page(TopUps.ORDER);
        var whose = whose(call);
        return Answer.page(
                call, cashier.database.read(tx -> cashier.stores.topUps().page(tx, whose, page)), this::json);
    }

    Answer read(Call call) {
        var id = call.id(0, "top");
        var whose = whose(call);
        return cashier.database
                .read(tx -> cashier.stores.topUps().find(tx, id))
                .filter(topUp -> whose == null || topUp.partyId().equals(whose))
                .map(topUp -> Answer.ok(json(topUp)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Null: everybody's, for the operator. */
    private static @Nullable UUID whose(Call call) {
        return call.caller().party().is(Role.OPERATOR) ? null : call.caller().partyId();
    }

    private JsonObject json(TopUp topUp) {
        return JsonObject.of(
                        "id", Id.text("top", topUp.id()),
                        "party", Id.text("pty", topUp.partyId()),
                        "method", topUp.provider(),
                        "amount", MoneyJson.of(topUp.amount()),
                        "state", topUp.state().name().toLowerCase(Locale.ROOT),
                        "automatic", topUp.automatic(),
                        "reference", topUp.reference(),
                        "url", topUp.state() == TopUp.State.OPEN ? topUp.url() : null,
                        "failure", topUp.failure(),
                        "created_at", topUp.createdAt().toString())
                .put("paid_at", MoneyJson.text(topUp.paidAt()))
                .put("transfer_to", topUp.provider().equals(BankTransfer.NAME) ? cashier.ourAccount() : null);
    }
}
