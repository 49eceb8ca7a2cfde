package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.billing.subscription.Plan;
import dev.galena.billing.subscription.Plans;
import dev.galena.billing.subscription.PublishPlan;
import dev.galena.billing.subscription.Terms;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Id;
import dev.galena.market.party.Role;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonObject;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What can be subscribed to. */
final class PlanRoutes {

    private final PublishPlan publishPlan;
    private final Verticals verticals;

    PlanRoutes(PublishPlan publishPlan, Verticals verticals) {
        this.publishPlan = publishPlan;
        this.verticals = verticals;
    }

    /** A buyer sees what is offered in its currency, the operator every version. */
    Answer list(Call call) {
        Currency currency =
                call.caller().is(Role.OPERATOR) ? null : call.caller().party().currency();
        return Answer.page(call, publishPlan.page(currency, call.page(Plans.ORDER)), PlanRoutes::json);
    }

    /** Any version, so that a buyer finds the one it has. */
    Answer read(Call call) {
        return publishPlan
                .find(call.id(0, "plan"))
                .filter(plan -> call.caller().is(Role.OPERATOR)
                        || plan.terms()
                                .price()
                                .currency()
                                .equals(call.caller().party().currency()))
                .map(plan -> Answer.ok(json(plan)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer publish(Call call) {
        JsonObject body = call.body();
        JsonObject price = body.getJsonObject("price");
        Currency currency = currency(price);
        String vertical = body.getString("vertical");
        if (vertical != null && verticals.current(vertical).isEmpty())
            throw Problems.invalid("/vertical", "there is no such vertical").thrown();
        JsonObject trial = body.getJsonObject("trial");
        JsonObject rollover = body.getJsonObject("rollover");
        if (trial != null && trial.getInteger("days") == 0 && trial.getInteger("quota") > 0)
            throw Problems.invalid("/trial/quota", "a trial of no days has no leads")
                    .thrown();
        if (rollover != null && (rollover.getInteger("max") == 0) != (rollover.getInteger("periods") == 0))
            throw Problems.invalid("/rollover", "both or none of max and periods")
                    .thrown();
        var terms = new Terms(
                body.getString("name").strip(),
                new Money(price.getLong("amount"), currency),
                body.getInteger("quota"),
                vertical,
                amount(body, "price_max", currency),
                trial == null ? Trial.NONE : new Trial(trial.getInteger("days"), trial.getInteger("quota")),
                rollover == null
                        ? Rollover.NONE
                        : new Rollover(rollover.getInteger("max"), rollover.getInteger("periods")),
                amount(body, "overage_price", currency));
        Plan plan = publishPlan.publish(body.getString("code"), terms, body.getBoolean("offered", true));
        return Answer.created("/v1/plans/" + Id.text("plan", plan.id()), json(plan));
    }

    private static Currency currency(JsonObject price) {
        try {
            return Currency.getInstance(price.getString("currency"));
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("/price/currency", "is not a currency of ISO 4217")
                    .thrown();
        }
    }

    private static @Nullable Long amount(JsonObject body, String field, Currency currency) {
        JsonObject money = body.getJsonObject(field);
        if (money == null) return null;
        if (!currency.getCurrencyCode().equals(money.getString("currency")))
            throw Problems.invalid("/" + field + "/currency", "is not the price's")
                    .thrown();
        return money.getLong("amount");
    }

    static JsonObject json(Plan plan) {
        Terms terms = plan.terms();
        Currency currency = terms.price().currency();
        return JsonObject.of(
                        "id", Id.text("plan", plan.id()),
                        "code", plan.code(),
                        "version", plan.version(),
                        "name", terms.name(),
                        "price", json(terms.price()),
                        "quota", terms.quota(),
                        "vertical", terms.vertical(),
                        "price_max", json(terms.priceMax(), currency),
                        "overage_price", json(terms.overagePrice(), currency))
                .put(
                        "trial",
                        JsonObject.of(
                                "days",
                                terms.trial().days(),
                                "quota",
                                terms.trial().quota()))
                .put(
                        "rollover",
                        JsonObject.of(
                                "max",
                                terms.rollover().max(),
                                "periods",
                                terms.rollover().periods()))
                .put("offered", plan.offered())
                .put("created_at", plan.createdAt().toString());
    }

    private static @Nullable JsonObject json(@Nullable Long amount, Currency currency) {
        return amount == null ? null : json(new Money(amount, currency));
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
