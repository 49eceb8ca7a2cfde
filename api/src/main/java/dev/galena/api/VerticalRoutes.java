package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.market.vertical.PublishVertical;
import dev.galena.market.vertical.PublishVertical.Outcome;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Kinds of lead: sellers and buyers read the same definitions, the operator publishes them. */
final class VerticalRoutes {
    private final Verticals verticals;
    private final PublishVertical publishVertical;

    VerticalRoutes(Verticals verticals, PublishVertical publishVertical) {
        this.verticals = verticals;
        this.publishVertical = publishVertical;
    }

    Answer list(Call call) {
        var data = new JsonArray();
        verticals.current().stream()
                .sorted(Comparator.comparing(Vertical::code))
                .map(VerticalRoutes::json)
                .forEach(data::add);
        return Answer.ok(JsonObject.of("data", data, "next_cursor", null));
    }

    Answer read(Call call) {
        return verticals
                .current(call.pathValue(0))
                .map(vertical -> Answer.ok(json(vertical)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer readVersion(Call call) {
        return Optional.of(call.pathValue(1))
                .filter(text -> text.matches("[1-9]\\d{0,6}"))
                .flatMap(text -> publishVertical.version(call.pathValue(0), Integer.parseInt(text)))
                .map(vertical -> Answer.ok(json(vertical)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer create(Call call) {
        JsonObject body = call.body().copy();
        String code = (String) body.remove("code");
        return answer(call, publishVertical.create(code, body, call.caller().partyId()));
    }

    Answer addVersion(Call call) {
        return answer(
                call,
                publishVertical.addVersion(
                        call.pathValue(0), call.body(), call.caller().partyId()));
    }

    private static Answer answer(Call call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Published(Vertical vertical) ->
                Answer.created("/v1/verticals/" + vertical.code() + "/versions/" + vertical.version(), json(vertical));
            case Outcome.Refused(List<dev.galena.market.vertical.Fault> faults) ->
                Answer.of(Problems.INVALID_REQUEST.because(faults(faults, "")), call.id());
            case Outcome.CodeTaken() -> Answer.of(Problems.ALREADY_EXISTS.problem(), call.id());
            case Outcome.NoSuchVertical() -> Answer.of(Problems.NOT_FOUND.problem(), call.id());
        };
    }

    static List<Fault> faults(List<dev.galena.market.vertical.Fault> faults, String before) {
        return faults.stream()
                .map(f -> new Fault(before + f.pointer(), f.code(), f.detail()))
                .toList();
    }

    private static JsonObject json(Vertical vertical) {
        return JsonObject.of("code", vertical.code(), "version", vertical.version())
                .mergeIn(vertical.body());
    }
}
