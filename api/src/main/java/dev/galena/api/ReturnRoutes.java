package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problem;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Role;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import dev.galena.market.returns.ChangeLevel;
import dev.galena.market.returns.DecideReturn;
import dev.galena.market.returns.LeadReturn;
import dev.galena.market.returns.LevelOutcome;
import dev.galena.market.returns.ReadReturns;
import dev.galena.market.returns.RequestReturn;
import dev.galena.market.returns.ReturnOutcome;
import dev.galena.market.returns.ReturnReason;
import dev.galena.market.returns.Returns;
import dev.galena.market.returns.SetReserve;
import dev.galena.market.vertical.Level;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Leads are returned, or prove to be of another level; sellers' reserves. */
final class ReturnRoutes {

    private final RequestReturn requestReturn;
    private final DecideReturn decideReturn;
    private final ChangeLevel changeLevel;
    private final ReadReturns readReturns;
    private final SetReserve setReserve;
    private final OncePerKey oncePerKey;

    ReturnRoutes(
            RequestReturn requestReturn,
            DecideReturn decideReturn,
            ChangeLevel changeLevel,
            ReadReturns readReturns,
            SetReserve setReserve,
            OncePerKey oncePerKey) {
        this.requestReturn = requestReturn;
        this.decideReturn = decideReturn;
        this.changeLevel = changeLevel;
        this.readReturns = readReturns;
        this.setReserve = setReserve;
        this.oncePerKey = oncePerKey;
    }

    Answer request(Call call) {
        JsonObject body = call.body();
        var reason = ReturnReason.of(body.getString("reason"))
                .orElseThrow(() -> Problems.RETURN_REASON_INVALID.problem().thrown());
        var wish = new RequestReturn.Wish(
                call.id(0, "sal"),
                party(call),
                reason,
                body.getString("remedy", "money").equals("credit"),
                amount(body, call),
                call.caller().actor());
        return once(call, "return", wish.sale(), tx -> answer(requestReturn.request(tx, wish), 201));
    }

    Answer decide(Call call) {
        JsonObject body = call.body();
        var decision = new DecideReturn.Decision(
                call.id(0, "ret"),
                party(call),
                body.getBoolean("accepted"),
                amount(body, call),
                call.caller().actor());
        return once(call, "return-decision", decision.id(), tx -> answer(decideReturn.decide(tx, decision), 200));
    }

    Answer list(Call call) {
        var slice = readReturns.page(party(call), call.query("state").orElse(null), call.page(Returns.ORDER));
        return Answer.page(call, slice, ReturnRoutes::json);
    }

    Answer one(Call call) {
        return readReturns
                .one(party(call), call.id(0, "ret"))
                .map(r -> Answer.ok(json(r)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer level(Call call) {
        var wish = new ChangeLevel.Wish(
                call.id(0, "sal"),
                party(call),
                Level.of(call.body().getString("level")).orElseThrow());
        return once(call, "sale-level", wish.sale(), tx -> answer(changeLevel.change(tx, wish)));
    }

    Answer sale(Call call) {
        return readReturns
                .sale(party(call), call.id(0, "sal"))
                .map(sale -> Answer.ok(json(sale)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer readReserve(Call call) {
        return setReserve
                .find(call.id(0, "pty"))
                .map(r -> Answer.ok(JsonObject.of("reserve_bps", r.bps(), "hold_days", r.days())))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer reserve(Call call) {
        boolean known = setReserve.set(
                call.id(0, "pty"),
                call.body().getInteger("reserve_bps"),
                call.body().getInteger("hold_days"),
                call.caller().actor());
        if (!known) throw Problems.NOT_FOUND.problem().thrown();
        return Answer.noContent();
    }

    /** Null: the operator, for whom all is. */
    private static @Nullable UUID party(Call call) {
        var party = call.caller().party();
        return party.is(Role.OPERATOR) ? null : party.id();
    }

    private static @Nullable Long amount(JsonObject body, Call call) {
        JsonObject money = body.getJsonObject("amount");
        if (money == null) return null;
        String currency = call.caller().party().currency().getCurrencyCode();
        if (!money.getString("currency").equals(currency)
                && !call.caller().party().is(Role.OPERATOR)) {
            throw Problems.invalid("/amount/currency", "yours is " + currency).thrown();
        }
        return money.getLong("amount");
    }

    private Answer once(Call call, String operation, UUID about, Function<Tx, KeptAnswer> work) {
        var claim = new Claim(
                call.caller().partyId(),
                operation,
                call.idempotencyKey(),
                Claim.hash(about, call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, work)) {
            case Once.Done(var answer) -> answer(answer);
            case Once.Again(var answer) -> answer(answer).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private static Answer answer(KeptAnswer kept) {
        return Answer.of(kept.status(), "application/json", Buffer.buffer(kept.body()));
    }

    /** A refusal is thrown, so that nothing is kept under the key. */
    private static KeptAnswer answer(ReturnOutcome outcome, int status) {
        return switch (outcome) {
            case ReturnOutcome.Stands(var lead) ->
                new KeptAnswer(status, json(lead).encode().getBytes(UTF_8));
            case ReturnOutcome refused -> throw problem(refused).thrown();
        };
    }

    private static Problem problem(ReturnOutcome outcome) {
        return switch (outcome) {
            case ReturnOutcome.Stands stands -> throw new IllegalArgumentException("no refusal");
            case ReturnOutcome.NotFound() -> Problems.NOT_FOUND.problem();
            case ReturnOutcome.WindowClosed(var since) -> Problems.RETURN_WINDOW_CLOSED.because("since " + since);
            case ReturnOutcome.AlreadyOpen() -> Problems.RETURN_OPEN.problem();
            case ReturnOutcome.NothingLeft() -> Problems.NOTHING_LEFT.problem();
            case ReturnOutcome.TooMuch(var left) ->
                Problems.INVALID_REQUEST.because(
                        List.of(new Fault("/amount/amount", "too-much", left.minorUnits() + " is left")));
            case ReturnOutcome.NotDivisible() -> Problems.PAID_BY_QUOTA.problem();
            case ReturnOutcome.AlreadyDecided() -> Problems.RETURN_DECIDED.problem();
            case ReturnOutcome.OperatorDecides() -> Problems.OPERATOR_DECIDES.problem();
        };
    }

    private static KeptAnswer answer(LevelOutcome outcome) {
        return switch (outcome) {
            case LevelOutcome.Changed(var level, var charged) ->
                new KeptAnswer(
                        200,
                        JsonObject.of("level", level.code(), "charged", json(charged))
                                .encode()
                                .getBytes(UTF_8));
            case LevelOutcome.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case LevelOutcome.NotYours() ->
                throw Problems.LEVEL_NOT_YOURS.problem().thrown();
            case LevelOutcome.WindowClosed(var since) ->
                throw Problems.RETURN_WINDOW_CLOSED.because("since " + since).thrown();
            case LevelOutcome.PaidByQuota() ->
                throw Problems.PAID_BY_QUOTA.problem().thrown();
            case LevelOutcome.Returned() -> throw Problems.RETURN_OPEN.problem().thrown();
            case LevelOutcome.InsufficientFunds(var price, var free) ->
                throw Problems.INSUFFICIENT_FUNDS
                        .because("costs " + price.written() + ", there is " + free.written())
                        .thrown();
        };
    }

    private static JsonObject json(LeadReturn r) {
        var json = new JsonObject()
                .put("id", Id.text("ret", r.id()))
                .put("sale", Id.text("sal", r.sale()))
                .put("purchase", Id.text("pur", r.purchase()))
                .put("lead", Id.text("lead", r.lead()))
                .put("reason", r.reason().code())
                .put("remedy", r.asCredit() ? "credit" : "money")
                .put("state", r.state().code())
                .put("requested_at", r.requestedAt().toString())
                .put("answer_until", r.answerUntil().toString())
                .put("refunded", json(new Money(r.refunded(), r.currency())));
        if (r.wanted() != null) json.put("amount", json(new Money(r.wanted(), r.currency())));
        if (r.decidedAt() != null) json.put("decided_at", r.decidedAt().toString());
        var evidence = r.evidence();
        if (evidence != null)
            json.put("evidence", JsonObject.of("kind", evidence.kind().code(), "id", evidence.text()));
        return json;
    }

    private static JsonObject json(ReadReturns.Stand sale) {
        return JsonObject.of(
                "id", Id.text("sal", sale.id()),
                "lead", Id.text("lead", sale.lead()),
                "purchase", Id.text("pur", sale.purchase()),
                "level", sale.level().code(),
                "exclusive", sale.exclusive(),
                "paid", json(sale.paid()),
                "share", json(sale.share()),
                "released", sale.released(),
                "sold_at", sale.soldAt().toString(),
                "return_until", sale.returnUntil().toString());
    }

    private static JsonObject json(Money money) {
        return new JsonObject(Map.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode()));
    }
}
