package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.RequestLog;
import dev.galena.market.party.RequestLog.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What a party's own programs asked of late. */
final class RequestLogRoutes {
    private final RequestLog log;

    RequestLogRoutes(RequestLog log) {
        this.log = log;
    }

    Answer list(Call call) {
        UUID party = call.caller().partyId();
        var wanted = new RequestLog.Wanted(
                call.query("key").map(RequestLogRoutes::key).orElse(null),
                call.query("failed").map(Boolean::valueOf).orElse(null),
                call.query("method").orElse(null),
                call.query("path").orElse(null));
        var slice = log.page(party, wanted, call.page(RequestLog.ORDER));
        var data =
                new JsonArray(slice.rows().stream().map(RequestLogRoutes::json).toList());
        return Answer.ok(JsonObject.of("data", data, "next_cursor", slice.next(), "dropped", log.dropped(party)))
                .linked(call, slice.next());
    }

    private static UUID key(String text) {
        return Id.parse("key", text)
                .orElseThrow(
                        () -> Problems.invalid("/query/key", "no id of a key").thrown());
    }

    private static JsonObject json(Entry entry) {
        var request = entry.request();
        var json = JsonObject.of(
                        "id", request.requestId(),
                        "at", request.at().toString(),
                        "key", Id.text("key", request.key()),
                        "method", request.method(),
                        "path", request.path(),
                        "status", request.status())
                .put("micros", request.micros());
        if (request.code() != null) json.put("code", request.code());
        return json;
    }
}
