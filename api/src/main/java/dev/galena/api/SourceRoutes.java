package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.db.Id;
import dev.galena.market.intake.KnownSource;
import dev.galena.market.intake.OpenSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Where a seller's leads come from. */
final class SourceRoutes {
    private final OpenSource sources;

    SourceRoutes(OpenSource sources) {
        this.sources = sources;
    }

    Answer open(Call call) {
        var source = sources.open(call.caller().partyId(), call.body().getString("code"));
        return Answer.created("/v1/sources", json(source));
    }

    Answer list(Call call) {
        var all = sources.all(call.caller().partyId()).stream()
                .map(SourceRoutes::json)
                .toList();
        return Answer.ok(JsonObject.of("data", new JsonArray(all)));
    }

    private static JsonObject json(KnownSource known) {
        var source = known.source();
        return JsonObject.of(
                "id",
                Id.text("src", source.id()),
                "code",
                source.code(),
                "alias",
                source.alias(),
                "created_at",
                known.createdAt().toString(),
                "mappings",
                known.mappings());
    }
}
