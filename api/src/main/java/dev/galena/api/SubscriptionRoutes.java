package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.billing.subscription.Agreements;
import dev.galena.billing.subscription.Charge;
import dev.galena.billing.subscription.ChargeRows;
import dev.galena.billing.subscription.Outcome;
import dev.galena.billing.subscription.Quota;
import dev.galena.billing.subscription.ReadSubscriptions;
import dev.galena.billing.subscription.Status;
import dev.galena.billing.subscription.Subscription;
import dev.galena.billing.subscription.Subscriptions;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A buyer's subscriptions; the operator reads them all. */
final class SubscriptionRoutes {

    private final Agreements agreements;
    private final ReadSubscriptions readSubscriptions;
    private final KeyedAnswers keyed;

    SubscriptionRoutes(Agreements agreements, ReadSubscriptions readSubscriptions, KeyedAnswers keyed) {
        this.agreements = agreements;
        this.readSubscriptions = readSubscriptions;
        this.keyed = keyed;
    }

    Answer list(Call call) {
        String plan = call.query("plan").orElse(null);
        String status = call.query("status").orElse(null);
        var page = readSubscriptions.page(whose(call), plan, status, call.page(Subscriptions.ORDER));
        return Answer.page(call, page, SubscriptionRoutes::json);
    }

    Answer read(Call call) {
        return readSubscriptions
                .find(whose(call), call.id(0, "sub"))
                .map(view -> Answer.ok(json(view.subscription())
                        .put(
                                "leads",
                                new JsonArray(view.quotas().stream()
                                        .map(SubscriptionRoutes::json)
                                        .toList()))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer charges(Call call) {
        return readSubscriptions
                .charges(whose(call), call.id(0, "sub"), call.page(ChargeRows.ORDER))
                .map(slice -> Answer.page(call, slice, SubscriptionRoutes::json))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer start(Call call) {
        var party = call.caller().party();
        return keyed.answer(
                call,
                "subscription-start",
                null,
                201,
                tx -> done(agreements.start(
                        tx,
                        party.id(),
                        party.currency(),
                        party.timeZone(),
                        call.body().getString("plan"))));
    }

    Answer change(Call call) {
        String plan = call.body().getString("plan");
        boolean now = call.body().getString("when").equals("now");
        UUID party = call.caller().partyId();
        return with(
                call,
                "subscription-change",
                (tx, id) ->
                        now ? agreements.upgradeNow(tx, party, id, plan) : agreements.changeAtEnd(tx, party, id, plan));
    }

    Answer cancel(Call call) {
        UUID party = call.caller().partyId();
        return with(call, "subscription-cancel", (tx, id) -> agreements.cancel(tx, party, id));
    }

    Answer pause(Call call) {
        UUID party = call.caller().partyId();
        return with(call, "subscription-pause", (tx, id) -> agreements.pause(tx, party, id));
    }

    Answer resume(Call call) {
        UUID party = call.caller().partyId();
        return with(call, "subscription-resume", (tx, id) -> agreements.resume(tx, party, id));
    }

    private Answer with(Call call, String operation, BiFunction<Tx, UUID, Outcome> work) {
        UUID id = call.id(0, "sub");
        return keyed.answer(call, operation, id, 200, tx -> done(work.apply(tx, id)));
    }

    private static @Nullable UUID whose(Call call) {
        return call.caller().is(Role.OPERATOR) ? null : call.caller().partyId();
    }

    private static JsonObject done(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var subscription) -> json(subscription);
            case Outcome.Unknown() -> throw Problems.NOT_FOUND.problem().thrown();
            case Outcome.PlanUnknown() -> throw Problems.PLAN_UNKNOWN.problem().thrown();
            case Outcome.TooMany(int max) ->
                throw Problems.TOO_MANY_SUBSCRIPTIONS.with(Map.of("max", max)).thrown();
            case Outcome.WrongStatus(Status status) ->
                throw Problems.SUBSCRIPTION_STATUS
                        .with(Map.of("subscription_status", status.code()))
                        .thrown();
            case Outcome.NotAnUpgrade() ->
                throw Problems.NOT_AN_UPGRADE.problem().thrown();
            case Outcome.Uncovered(Money total, Money available) ->
                throw Problems.INSUFFICIENT_FUNDS
                        .with(Map.of("total", json(total), "available", json(available)))
                        .thrown();
        };
    }

    private static JsonObject json(Subscription s) {
        UUID next = s.nextPlanId();
        boolean dunning = s.status() == Status.PAST_DUE;
        return JsonObject.of(
                        "id", Id.text("sub", s.id()),
                        "party", Id.text("pty", s.partyId()),
                        "plan", Id.text("plan", s.planId()),
                        "next_plan", next == null ? null : Id.text("plan", next),
                        "status", s.status().code(),
                        "ends_with_period", s.cancelled(),
                        "period", s.period(),
                        "period_start", s.span().start().toString(),
                        "period_end", s.span().end().toString())
                .put("time_zone", s.anchor().zone().getId())
                .put("failed_attempts", s.attempts())
                .put("next_attempt_at", dunning ? text(s.dueAt()) : null)
                .put("created_at", s.createdAt().toString())
                .put("ended_at", text(s.endedAt()));
    }

    private static JsonObject json(Quota quota) {
        Long priceMax = quota.priceMax();
        return JsonObject.of(
                "granted", quota.granted(),
                "left", quota.left(),
                "vertical", quota.vertical(),
                "price_max",
                        priceMax == null
                                ? null
                                : json(new Money(priceMax, quota.value().currency())),
                "carried_over", quota.carriedFrom() != null,
                "expires_at", quota.expiresAt().toString());
    }

    private static JsonObject json(Charge charge) {
        var tax = charge.tax().standing();
        return JsonObject.of(
                        "id", Id.text("chg", charge.id()),
                        "plan", Id.text("plan", charge.planId()),
                        "period", charge.period(),
                        "upgrade", charge.upgrade(),
                        "net", json(charge.net()),
                        "vat", json(charge.vat()),
                        "starts_at", charge.span().start().toString(),
                        "ends_at", charge.span().end().toString(),
                        "at", charge.at().toString())
                .put(
                        "tax",
                        JsonObject.of(
                                "country", tax.country(),
                                "category", tax.category(),
                                "rate_bps", tax.rateBps()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
