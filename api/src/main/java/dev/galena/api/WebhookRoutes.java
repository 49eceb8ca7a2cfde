package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.delivery.RegisterWebhooks;
import dev.galena.market.delivery.RegisterWebhooks.Change;
import dev.galena.market.delivery.RegisterWebhooks.Missing;
import dev.galena.market.delivery.RegisterWebhooks.Outcome;
import dev.galena.market.delivery.RegisterWebhooks.Refused;
import dev.galena.market.delivery.RegisterWebhooks.Registered;
import dev.galena.market.delivery.WebhookEndpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where one's own party wants to be told of events. */
final class WebhookRoutes {
    private final RegisterWebhooks webhooks;

    WebhookRoutes(RegisterWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    Answer create(Call call) {
        List<String> types = types(call.body());
        return answer(
                call,
                webhooks.create(
                        call.caller().partyId(), call.body().getString("url"), types == null ? List.of() : types),
                made -> Answer.created(
                        "/v1/webhook-endpoints/" + Id.text("wh", made.endpoint().id()), json(made)));
    }

    Answer list(Call call) {
        var endpoints = webhooks.list(call.caller().partyId()).stream()
                .map(endpoint -> json(new Registered(endpoint, null)))
                .toList();
        return Answer.ok(JsonObject.of("data", new JsonArray(endpoints), "next_cursor", null));
    }

    Answer read(Call call) {
        var id = call.id(0, "wh");
        return webhooks.list(call.caller().partyId()).stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .findFirst()
                .map(endpoint -> Answer.ok(json(new Registered(endpoint, null))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer change(Call call) {
        var body = call.body();
        var change = new Change(body.getString("url"), types(body), body.getBoolean("enabled"));
        return answer(
                call,
                webhooks.change(call.caller().partyId(), call.id(0, "wh"), change),
                changed -> Answer.ok(json(changed)));
    }

    Answer rotate(Call call) {
        return answer(
                call, webhooks.rotate(call.caller().partyId(), call.id(0, "wh")), rotated -> Answer.ok(json(rotated)));
    }

    Answer delete(Call call) {
        return answer(call, webhooks.delete(call.caller().partyId(), call.id(0, "wh")), deleted -> Answer.noContent());
    }

    private static Answer answer(Call call, Outcome outcome, Function<Registered, Answer> done) {
        return switch (outcome) {
            case Registered registered -> done.apply(registered);
            case Missing() -> throw Problems.NOT_FOUND.problem().thrown();
            case Refused(String field, String code)
            when field.isEmpty() -> Answer.of(Problems.TOO_MANY_ENDPOINTS.because(code), call.id());
            case Refused(String field, String code) ->
                Answer.of(
                        Problems.INVALID_REQUEST.because(List.of(new Fault("/" + field, code, "is not let through"))),
                        call.id());
        };
    }

    private static @Nullable List<String> types(JsonObject body) {
        var types = body.getJsonArray("types");
        return types == null ? null : types.stream().map(Object::toString).toList();
    }

    private static JsonObject json(Registered registered) {
        WebhookEndpoint endpoint = registered.endpoint();
        var succeeded = endpoint.succeededAt();
        var json = JsonObject.of(
                "id", Id.text("wh", endpoint.id()),
                "url", endpoint.url(),
                "types", new JsonArray(endpoint.types()),
                "enabled", endpoint.enabled(),
                "disabled_because", endpoint.disabledBecause(),
                "failures", endpoint.failures(),
                "succeeded_at", succeeded == null ? null : succeeded.toString(),
                "created_at", endpoint.createdAt().toString());
        if (registered.secret() != null) {
            json.put("secret", registered.secret());
        }
        return json;
    }
}
