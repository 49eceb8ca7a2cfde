package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.view.SaveViews;
import dev.galena.market.view.SaveViews.Kept;
import dev.galena.market.view.SaveViews.NameTaken;
import dev.galena.market.view.SaveViews.NotThere;
import dev.galena.market.view.SaveViews.Outcome;
import dev.galena.market.view.SaveViews.TooMany;
import dev.galena.market.view.SavedView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Function;

/** The lists that the caller keeps. */
final class SavedViewRoutes {
    private static final String PREFIX = "view";

    private final SaveViews saveViews;

    SavedViewRoutes(SaveViews saveViews) {
        this.saveViews = saveViews;
    }

    Answer list(Call call) {
        var views = saveViews.of(owner(call), call.query("screen").orElse(null));
        return Answer.ok(JsonObject.of(
                "data", new JsonArray(views.stream().map(SavedViewRoutes::json).toList())));
    }

    Answer create(Call call) {
        var body = call.body();
        return answer(
                call,
                saveViews.save(owner(call), body.getString("screen"), body.getString("name"), body.getString("query")),
                view -> Answer.created("/v1/saved-views/" + Id.text(PREFIX, view.id()), json(view)));
    }

    Answer change(Call call) {
        var body = call.body();
        return answer(
                call,
                saveViews.change(owner(call), call.id(0, PREFIX), body.getString("name"), body.getString("query")),
                view -> Answer.ok(json(view)));
    }

    Answer delete(Call call) {
        if (!saveViews.delete(owner(call), call.id(0, PREFIX))) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.noContent();
    }

    private static Answer answer(Call call, Outcome outcome, Function<SavedView, Answer> kept) {
        return switch (outcome) {
            case Kept(var view) -> kept.apply(view);
            case NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case NameTaken() -> Answer.of(Problems.ALREADY_EXISTS.problem(), call.id());
            case TooMany() -> Answer.of(Problems.TOO_MANY_VIEWS.problem(), call.id());
        };
    }

    private static UUID owner(Call call) {
        return call.caller().as().id();
    }

    private static JsonObject json(SavedView view) {
        return JsonObject.of(
                "id", Id.text(PREFIX, view.id()),
                "screen", view.screen(),
                "name", view.name(),
                "query", view.query(),
                "created_at", view.createdAt().toString(),
                "updated_at", view.updatedAt().toString());
    }
}
