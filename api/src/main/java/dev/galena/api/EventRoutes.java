package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.delivery.Delivery;
import dev.galena.market.delivery.Event;
import dev.galena.market.delivery.Events;
import dev.galena.market.delivery.ExportPurchases;
import dev.galena.market.delivery.ReviewDeliveries;
import dev.galena.market.delivery.ReviewDeliveries.Replay;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one's own party was told, and taking bought leads along. */
final class EventRoutes {
    private final ReviewDeliveries deliveries;
    private final ExportPurchases export;

    EventRoutes(ReviewDeliveries deliveries, ExportPurchases export) {
        this.deliveries = deliveries;
        this.export = export;
    }

    Answer events(Call call) {
        var page = call.page(Events.ORDER);
        var type = call.query("type").orElse(null);
        return Answer.page(call, deliveries.events(call.caller().partyId(), type, page), EventRoutes::json);
    }

    Answer deliveries(Call call) {
        var page = call.page(ReviewDeliveries.ORDER);
        var endpoint = call.query("endpoint").map(EventRoutes::endpoint).orElse(null);
        var state = call.query("state").orElse(null);
        return Answer.page(
                call, deliveries.deliveries(call.caller().partyId(), endpoint, state, page), EventRoutes::json);
    }

    Answer delivery(Call call) {
        return deliveries
                .delivery(call.caller().partyId(), call.id(0, "dlv"))
                .map(log -> Answer.ok(json(log.delivery())
                        .put(
                                "log",
                                new JsonArray(log.attempts().stream()
                                        .map(EventRoutes::json)
                                        .toList()))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer replay(Call call) {
        return switch (deliveries.replay(call.caller().partyId(), call.id(0, "dlv"))) {
            case Replay.Due(var delivery) -> Answer.accepted("/v1/deliveries/" + call.pathValue(0), json(delivery));
            case Replay.EndpointOff(var status) ->
                throw Problems.ENDPOINT_OFF.because("it is " + status).thrown();
            case Replay.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
        };
    }

    Answer replayRange(Call call) {
        var body = call.body();
        return deliveries
                .replay(
                        call.caller().partyId(),
                        call.id(0, "wh"),
                        OffsetDateTime.parse(body.getString("from")).toInstant(),
                        OffsetDateTime.parse(body.getString("to")).toInstant(),
                        body.getString("state"))
                .map(replayed -> Answer.accepted(
                        "/v1/deliveries?state=waiting&endpoint=" + call.pathValue(0),
                        JsonObject.of("replayed", replayed, "limit", ReviewDeliveries.REPLAY_MAX)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Streams; how many rows were withheld stands in a trailer, and each of them says why. */
    Answer exportPurchases(Call call) {
        var caller = call.caller();
        var ask = new ExportPurchases.Ask(
                caller.partyId(), caller.actor(), call.query("purpose").orElse(null), call.id());
        var response = call.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"purchases.csv\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Trailer", "Galena-Rows, Galena-Withheld");
        var summary =
                export.write(ask, part -> response.write(Buffer.buffer(part)).await());
        response.putTrailer("Galena-Rows", Long.toString(summary.rows()))
                .putTrailer("Galena-Withheld", Long.toString(summary.withheld()))
                .end()
                .await();
        return Answer.streaming();
    }

    private static UUID endpoint(String text) {
        return Id.parse("wh", text)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(Event event) {
        return JsonObject.of(
                "id", Id.text("evt", event.id()),
                "type", event.type(),
                "timestamp", event.at().toString(),
                "data", new JsonObject(event.data().text()));
    }

    private static JsonObject json(Delivery delivery) {
        return JsonObject.of(
                        "id", Id.text("dlv", delivery.id()),
                        "event", Id.text("evt", delivery.eventId()),
                        "type", delivery.eventType(),
                        "endpoint", Id.text("wh", delivery.endpointId()),
                        "lead",
                                Optional.ofNullable(delivery.leadId())
                                        .map(id -> Id.text("lead", id))
                                        .orElse(null),
                        "state", delivery.state(),
                        "attempts", delivery.attempts(),
                        "next_attempt_at", delivery.state().equals("waiting") ? text(delivery.nextAt()) : null,
                        "last_status", delivery.lastStatus(),
                        "last_problem", delivery.lastProblem())
                .put("created_at", text(delivery.createdAt()));
    }

    private static JsonObject json(Delivery.Attempt attempt) {
        return JsonObject.of(
                "n", attempt.n(),
                "at", text(attempt.at()),
                "status", attempt.status(),
                "problem", attempt.problem(),
                "millis", attempt.millis());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
