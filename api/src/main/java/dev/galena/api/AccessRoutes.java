package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.trail.ListRevocations;
import dev.galena.market.trail.ReadAccesses;
import dev.galena.market.trail.Sight;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists for officers: who looked, who withdrew. */
final class AccessRoutes {
    private final ReadAccesses accesses;
    private final ListRevocations revocations;

    AccessRoutes(ReadAccesses accesses, ListRevocations revocations) {
        this.accesses = accesses;
        this.revocations = revocations;
    }

    Answer accesses(Call call) {
        var filter = new ReadAccesses.Filter(
                named(call, "subject", "sub"),
                named(call, "lead", "lead"),
                call.query("actor").orElse(null),
                call.query("action").orElse(null));
        return Answer.page(
                call,
                accesses.page(Sight.of(call.caller().party()), filter, call.page(ReadAccesses.NEWEST)),
                AccessRoutes::json);
    }

    Answer revocations(Call call) {
        return Answer.page(
                call,
                revocations.page(
                        Sight.of(call.caller().party()),
                        named(call, "subject", "sub"),
                        call.page(ListRevocations.NEWEST)),
                AccessRoutes::json);
    }

    private static @Nullable UUID named(Call call, String parameter, String prefix) {
        return call.query(parameter)
                .map(text -> Id.parse(prefix, text)
                        .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown()))
                .orElse(null);
    }

    private static JsonObject json(ReadAccesses.Access access) {
        return JsonObject.of(
                "id", Id.text("acc", access.id()),
                "at", access.at().toString(),
                "party",
                        JsonObject.of(
                                "id",
                                Id.text("pty", access.party().id()),
                                "name",
                                access.party().name()),
                "actor", access.actor(),
                "action", access.action(),
                "subject", access.subjectId() == null ? null : Id.text("sub", access.subjectId()),
                "lead", access.leadId() == null ? null : Id.text("lead", access.leadId()),
                "purpose", access.purpose(),
                "request_id", access.requestId());
    }

    private static JsonObject json(ListRevocations.Listed listed) {
        var spread = listed.spread();
        return ConsentRoutes.json(listed.revocation())
                .put("holders", spread.holders())
                .put("acknowledged", spread.acknowledged())
                .put("overdue", spread.overdue())
                .put("next_due_at", ErasureRoutes.text(spread.nextDueAt()));
    }
}
