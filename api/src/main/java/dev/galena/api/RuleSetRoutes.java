package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.RuleSet;
import dev.galena.market.vertical.PublishRules;
import dev.galena.market.vertical.PublishRules.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Optional;

/** What suffices as consent, under which law, from when on: everybody reads the same, the operator adds versions. */
final class RuleSetRoutes {
    private final PublishRules publishRules;

    RuleSetRoutes(PublishRules publishRules) {
        this.publishRules = publishRules;
    }

    Answer list(Call call) {
        var data = new JsonArray();
        publishRules.current().forEach(ruleSet -> data.add(json(ruleSet)));
        return Answer.ok(JsonObject.of("data", data));
    }

    Answer readVersion(Call call) {
        return Optional.of(call.pathValue(1))
                .filter(text -> text.matches("[1-9]\\d{0,6}"))
                .flatMap(text -> publishRules.version(call.pathValue(0), Integer.parseInt(text)))
                .map(ruleSet -> Answer.ok(json(ruleSet)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer create(Call call) {
        var body = call.body();
        return answer(
                call, publishRules.create(body.getString("code"), effectiveFrom(body), body.getJsonObject("rules")));
    }

    Answer addVersion(Call call) {
        var body = call.body();
        return answer(
                call, publishRules.addVersion(call.pathValue(0), effectiveFrom(body), body.getJsonObject("rules")));
    }

    private static LocalDate effectiveFrom(JsonObject body) {
        return LocalDate.parse(body.getString("effective_from"));
    }

    private static Answer answer(Call call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Published(var ruleSet) ->
                Answer.created("/v1/rule-sets/" + ruleSet.code() + "/versions/" + ruleSet.version(), json(ruleSet));
            case Outcome.Refused(var faults) ->
                Answer.of(Problems.INVALID_REQUEST.because(VerticalRoutes.faults(faults, "")), call.id());
            case Outcome.CodeTaken() -> Answer.of(Problems.ALREADY_EXISTS.problem(), call.id());
            case Outcome.NoSuchRuleSet() -> Answer.of(Problems.NOT_FOUND.problem(), call.id());
        };
    }

    /** The digest is the SHA-256 of {@code rules} written as RFC 8785 has it. */
    private static JsonObject json(RuleSet ruleSet) {
        return JsonObject.of(
                "code", ruleSet.code(),
                "version", ruleSet.version(),
                "effective_from", ruleSet.effectiveFrom().toString(),
                "digest", ruleSet.digest().hex(),
                "rules", new JsonObject(ruleSet.document()));
    }
}
