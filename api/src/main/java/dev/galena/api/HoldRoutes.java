package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.erasure.Hold;
import dev.galena.consent.erasure.Holds;
import dev.galena.db.Id;
import dev.galena.market.rights.HoldSubjects;
import dev.galena.market.rights.HoldSubjects.Release;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People who must not be erased for now. */
final class HoldRoutes {
    private final HoldSubjects holds;

    HoldRoutes(HoldSubjects holds) {
        this.holds = holds;
    }

    Answer set(Call call) {
        var body = call.body();
        var set = holds.set(ErasureRoutes.asker(call), ErasureRoutes.target(body), body.getString("reason"));
        if (set.isEmpty()) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.created(
                "/v1/holds/" + Id.text("hold", set.getFirst().id()),
                JsonObject.of(
                        "data", new JsonArray(set.stream().map(HoldRoutes::json).toList())));
    }

    Answer release(Call call) {
        var reason = call.query("reason").orElse("");
        return switch (holds.release(ErasureRoutes.asker(call), call.id(0, "hold"), reason)) {
            case Release.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Release.AlreadyReleased(var hold) ->
                throw Problems.ALREADY_RELEASED.problem().thrown();
            case Release.Released(var hold) -> Answer.ok(json(hold));
        };
    }

    Answer list(Call call) {
        @Nullable
        UUID subject = call.query("subject")
                .map(text -> Id.parse("sub", text)
                        .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown()))
                .orElse(null);
        return Answer.page(
                call, holds.page(ErasureRoutes.asker(call), subject, call.page(Holds.NEWEST)), HoldRoutes::json);
    }

    Answer read(Call call) {
        return holds.one(ErasureRoutes.asker(call), call.id(0, "hold"))
                .map(hold -> Answer.ok(json(hold)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(Hold hold) {
        var release = hold.release();
        return JsonObject.of(
                "id", Id.text("hold", hold.id()),
                "subject", Id.text("sub", hold.subjectId()),
                "lead", hold.leadId() == null ? null : Id.text("lead", hold.leadId()),
                "reason", hold.reason(),
                "set_at", hold.setAt().toString(),
                "set_by", hold.actor(),
                "released_at", release == null ? null : release.at().toString(),
                "released_by", release == null ? null : release.actor(),
                "release_reason", release == null ? null : release.reason());
    }
}
