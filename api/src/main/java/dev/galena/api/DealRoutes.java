package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.market.pricing.AskPrice;
import dev.galena.market.pricing.PriceRule;
import dev.galena.market.pricing.PriceRules;
import dev.galena.market.pricing.PublishDeals;
import dev.galena.market.pricing.ReadDeals;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fees, agreed prices and price rules, as the operator writes them down; what sellers ask. */
final class DealRoutes {

    private final PublishDeals publish;
    private final ReadDeals read;
    private final PriceRules rules;
    private final AskPrice askPrice;
    private final Verticals verticals;
    private final InstantSource clock;

    DealRoutes(
            PublishDeals publish,
            ReadDeals read,
            PriceRules rules,
            AskPrice askPrice,
            Verticals verticals,
            InstantSource clock) {
        this.publish = publish;
        this.read = read;
        this.rules = rules;
        this.askPrice = askPrice;
        this.verticals = verticals;
        this.clock = clock;
    }

    Answer fee(Call call) {
        JsonObject body = call.body();
        String code = body.getString("vertical");
        return answer(
                call,
                publish.fee(
                        call.id(0, "pty"),
                        code == null ? null : named(code, "/vertical").id(),
                        body.getInteger("fee_bps"),
                        from(body),
                        call.caller().actor()));
    }

    Answer price(Call call) {
        JsonObject body = call.body();
        String level = body.getString("level");
        JsonObject price = body.getJsonObject("price");
        return answer(
                call,
                publish.price(new PublishDeals.Agreed(
                        call.id(0, "pty"),
                        named(body.getString("vertical"), "/vertical").id(),
                        level == null ? null : Level.of(level).orElseThrow(),
                        body.getBoolean("exclusive", false),
                        price == null ? null : Money.of(price.getLong("amount"), price.getString("currency")),
                        from(body),
                        call.caller().actor())));
    }

    Answer fees(Call call) {
        return list(read.fees(call.id(0, "pty")), DealRoutes::json);
    }

    Answer prices(Call call) {
        return list(read.prices(call.id(0, "pty")), DealRoutes::json);
    }

    private static <T> Answer list(Optional<List<T>> found, Function<T, JsonObject> json) {
        var data = new JsonArray();
        found.orElseThrow(() -> Problems.NOT_FOUND.problem().thrown()).forEach(each -> data.add(json.apply(each)));
        return Answer.ok(JsonObject.of("data", data));
    }

    private static JsonObject json(ReadDeals.Fee fee) {
        return JsonObject.of(
                "vertical", fee.vertical(),
                "fee_bps", fee.feeBps(),
                "version", fee.version(),
                "from", fee.from().toString());
    }

    private static JsonObject json(ReadDeals.Price agreed) {
        var level = agreed.level();
        var price = agreed.price();
        return JsonObject.of(
                "vertical", agreed.vertical(),
                "level", level == null ? null : level.code(),
                "exclusive", agreed.exclusive(),
                "price", price == null ? null : MoneyJson.of(price),
                "version", agreed.version(),
                "from", agreed.from().toString());
    }

    Answer publishRule(Call call) {
        JsonObject body = call.body().copy();
        Instant from = from(body);
        body.remove("from");
        return answer(
                call,
                publish.rule(vertical(call).id(), body, from, call.caller().actor()));
    }

    /** As in force now. */
    Answer rule(Call call) {
        return rules.current(vertical(call).id(), clock.instant())
                .map(rule -> Answer.ok(json(rule)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer ask(Call call) {
        JsonObject price = call.body().getJsonObject("price");
        var party = call.caller().party();
        if (price != null
                && !price.getString("currency").equals(party.currency().getCurrencyCode())) {
            throw Problems.invalid("/price/currency", "yours is " + party.currency())
                    .thrown();
        }
        return switch (askPrice.ask(call.id(0, "lead"), party.id(), price == null ? null : price.getLong("amount"))) {
            case NOT_FOUND -> throw Problems.NOT_FOUND.problem().thrown();
            case NOT_OPEN -> Answer.of(Problems.LEAD_NOT_OPEN.problem(), call.id());
            case NO_RULE -> Answer.of(Problems.NO_PRICE_RULE.problem(), call.id());
            case ASKED -> Answer.noContent();
        };
    }

    private Vertical vertical(Call call) {
        return verticals
                .current(call.pathValue(0))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private Vertical named(String code, String pointer) {
        return verticals
                .current(code)
                .orElseThrow(() -> Problems.invalid(pointer, "no such vertical").thrown());
    }

    private static @Nullable Instant from(JsonObject body) {
        String from = body.getString("from");
        return from == null ? null : OffsetDateTime.parse(from).toInstant();
    }

    private static Answer answer(Call call, PublishDeals.Outcome outcome) {
        return switch (outcome) {
            case PublishDeals.Outcome.NotFound() ->
                throw Problems.NOT_FOUND.problem().thrown();
            case PublishDeals.Outcome.Refused(var faults) ->
                Answer.of(Problems.INVALID_REQUEST.because(VerticalRoutes.faults(faults, "")), call.id());
            case PublishDeals.Outcome.Done(var published) ->
                Answer.ok(JsonObject.of(
                        "version", published.version(), "from", published.from().toString()));
        };
    }

    private static JsonObject json(PriceRule rule) {
        var levels = new JsonObject();
        for (Level level : Level.values())
            levels.put(level.code(), rule.levels().get(level));
        var age = new JsonArray();
        for (var step : rule.steps()) {
            age.add(JsonObject.of("after", step.after().toString(), "factor_bps", step.factorBps()));
        }
        return JsonObject.of("version", rule.version(), "levels", levels, "age", age)
                .put("floor", rule.floor())
                .put("exclusive_bps", rule.exclusiveBps());
    }
}
