package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.payout.Destination;
import dev.galena.billing.payout.Destination.Method;
import dev.galena.billing.payout.Payout;
import dev.galena.billing.payout.PayoutBooks.Asking;
import dev.galena.billing.payout.PayoutBooks.Decision;
import dev.galena.billing.payout.Payouts;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Actor;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sellers get their money. */
final class PayoutRoutes {

    private static final String ASK = "payout";

    private final Cashier cashier;
    private final OncePerKey oncePerKey;

    PayoutRoutes(Cashier cashier, OncePerKey oncePerKey) {
        this.cashier = cashier;
        this.oncePerKey = oncePerKey;
    }

    Answer direct(Call call) {
        var body = call.body();
        var to = new Destination(
                Method.valueOf(body.getString("method").toUpperCase(Locale.ROOT)),
                body.getString("holder"),
                body.getString("account").replace(" ", ""),
                body.getString("bank", ""));
        var party = call.caller().party();
        to.fault(party.currency()).ifPresent(field -> {
            throw Problems.invalid("/" + field, "does not fit this method and currency")
                    .thrown();
        });
        return cashier.database.inTx(tx -> {
            cashier.payouts.direct(tx, party.id(), to, call.caller().actor(), cashier.clock.instant());
            return Answer.ok(json(to));
        });
    }

    Answer destination(Call call) {
        return cashier.database
                .read(tx -> cashier.payouts.destination(tx, call.caller().partyId()))
                .map(to -> Answer.ok(json(to)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer ask(Call call) {
        var party = call.caller().party();
        var claim = new Claim(
                party.id(),
                ASK,
                call.idempotencyKey(),
                Claim.hash(call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> ask(tx, party, call))) {
            case Once.Done(var kept) -> answer(kept);
            case Once.Again(var kept) -> answer(kept).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private KeptAnswer ask(Tx tx, Party party, Call call) {
        var amount = call.body().containsKey("amount") ? MoneyJson.read(call.body(), "amount", party.currency()) : null;
        var asking = cashier.payoutBooks.ask(
                tx,
                party.id(),
                amount,
                party.currency(),
                call.caller().actor(),
                cashier.payoutApprovalAbove,
                cashier.clock.instant());
        return switch (asking) {
            case Asking.Asked(var payout) ->
                new KeptAnswer(201, json(payout).encode().getBytes(UTF_8));
            case Asking.NoDestination() ->
                throw Problems.PAYOUT_DESTINATION_MISSING.problem().thrown();
            case Asking.MoreThanPayable(var payable) ->
                throw Problems.PAYOUT_TOO_LARGE
                        .with(Map.of("payable", MoneyJson.of(payable)))
                        .thrown();
        };
    }

    private static Answer answer(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }

    Answer approve(Call call) {
        return decide(call, true);
    }

    Answer deny(Call call) {
        return decide(call, false);
    }

    private Answer decide(Call call, boolean approve) {
        var id = call.id(0, "pyo");
        boolean person = call.caller().as().kind() == Actor.Kind.PERSON;
        var decision = cashier.database.inTx(tx ->
                cashier.payoutBooks.decide(tx, id, approve, call.caller().actor(), person, cashier.clock.instant()));
        return switch (decision) {
            case Decision.Decided(var payout) -> Answer.ok(json(payout));
            case Decision.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Decision.NotHuman() ->
                throw Problems.PERSON_REQUIRED
                        .because("this key acts for nobody in particular")
                        .thrown();
            case Decision.NotWaiting() ->
                throw Problems.PAYOUT_NOT_WAITING.problem().thrown();
            case Decision.SamePerson() -> throw Problems.SAME_PERSON.problem().thrown();
        };
    }

    /** The bank would not take it, or sent it back without a line in a statement. */
    Answer fail(Call call) {
        var id = call.id(0, "pyo");
        return cashier.database.inTx(tx -> {
            var before = cashier.payouts
                    .find(tx, id)
                    .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
            if (before.state() != Payout.State.SENT) {
                throw Problems.PAYOUT_NOT_WAITING.problem().thrown();
            }
            cashier.payoutBooks.failed(tx, id, call.body().getString("reason"), cashier.clock.instant());
            return Answer.ok(json(cashier.payouts.find(tx, id).orElseThrow()));
        });
    }

    Answer list(Call call) {
        var page = call.page(Payouts.ORDER);
        var whose = whose(call);
        return Answer.page(
                call, cashier.database.read(tx -> cashier.payouts.page(tx, whose, page)), PayoutRoutes::json);
    }

    Answer read(Call call) {
        var id = call.id(0, "pyo");
        var whose = whose(call);
        return cashier.database
                .read(tx -> cashier.payouts.find(tx, id))
                .filter(payout -> whose == null || payout.partyId().equals(whose))
                .map(payout -> Answer.ok(json(payout)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static @Nullable UUID whose(Call call) {
        return call.caller().party().is(Role.OPERATOR) ? null : call.caller().partyId();
    }

    private static JsonObject json(Destination to) {
        return JsonObject.of(
                "method", to.method().code(), "holder", to.holder(), "account", to.masked(), "bank", to.bank());
    }

    private static JsonObject json(Payout payout) {
        var file = payout.fileId();
        return JsonObject.of(
                        "id", Id.text("pyo", payout.id()),
                        "party", Id.text("pty", payout.partyId()),
                        "amount", MoneyJson.of(payout.amount()),
                        "state", payout.state().code(),
                        "destination", json(payout.destination()),
                        "reference", payout.reference(),
                        "asked_by", payout.askedBy(),
                        "decided_by", payout.decidedBy(),
                        "file", file == null ? null : Id.text("pyf", file),
                        "failure", payout.failure())
                .put("created_at", payout.createdAt().toString())
                .put("ended_at", MoneyJson.text(payout.endedAt()));
    }
}
