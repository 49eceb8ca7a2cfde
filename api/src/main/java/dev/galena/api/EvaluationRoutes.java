package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.Channel;
import dev.galena.consent.Contact;
import dev.galena.consent.History;
import dev.galena.consent.QuietHours;
import dev.galena.consent.RuleSet;
import dev.galena.consent.Standing;
import dev.galena.db.Id;
import dev.galena.market.trail.EvaluateRules;
import dev.galena.market.trail.Evaluation;
import dev.galena.market.trail.Question;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Could this buyer contact this person, under which words, proven by what? */
final class EvaluationRoutes {
    private final EvaluateRules evaluateRules;

    EvaluationRoutes(EvaluateRules evaluateRules) {
        this.evaluateRules = evaluateRules;
    }

    Answer evaluate(Call call) {
        var viewer = SubjectRoutes.viewer(call, call.body().getString("purpose"));
        return switch (evaluateRules.evaluate(viewer, question(call.body()))) {
            case EvaluateRules.Evaluated(var evaluation) -> Answer.ok(json(evaluation));
            case EvaluateRules.NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case EvaluateRules.RuleSetUnknown(int at) ->
                throw Problems.invalid("/rule_sets/" + at, "there is no such rule set")
                        .thrown();
        };
    }

    private static Question question(JsonObject body) {
        var buyer = body.getString("buyer");
        var name = body.getString("buyer_name");
        if (buyer != null && name != null) {
            throw Problems.invalid("/buyer_name", "either a buyer or a name").thrown();
        }
        var channel = body.getString("channel");
        var list = body.getJsonObject("call_list");
        return new Question(
                about(body),
                buyer == null ? null : id("pty", buyer),
                name,
                channel == null ? null : Channel.byCode(channel).orElseThrow(),
                OffsetDateTime.parse(body.getString("at")).toInstant().truncatedTo(ChronoUnit.MICROS),
                body.getJsonArray("rule_sets", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                list == null
                        ? null
                        : new Contact.CallList(
                                LocalDate.parse(list.getString("obtained_on")), list.getBoolean("listed")));
    }

    private static Question.About about(JsonObject body) {
        var named = Stream.of("consent", "lead", "subject", "person")
                .filter(body::containsKey)
                .toList();
        if (named.size() != 1) {
            throw Problems.invalid("", "name exactly one of consent, lead, subject and person")
                    .thrown();
        }
        return switch (named.getFirst()) {
            case "consent" -> new Question.OfConsent(id("cns", body.getString("consent")));
            case "lead" -> new Question.OfLead(id("lead", body.getString("lead")));
            case "subject" -> new Question.OfSubject(id("sub", body.getString("subject")));
            default -> new Question.OfPerson(ConsentRoutes.identity(body.getJsonObject("person"), "/person"));
        };
    }

    private static UUID id(String prefix, String text) {
        return Id.parse(prefix, text)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static JsonObject json(Evaluation evaluation) {
        var reasons = new LinkedHashSet<String>();
        evaluation.consents().stream()
                .flatMap(c -> c.verdicts().stream())
                .forEach(v -> reasons(v).map(o -> o.getString("code")).forEach(reasons::add));
        return JsonObject.of(
                "allowed", evaluation.allowed(),
                "buyer_name", evaluation.buyerName(),
                "at", evaluation.at().toString(),
                "reasons", evaluation.allowed() ? new JsonArray() : new JsonArray(List.copyOf(reasons)),
                "consents",
                        new JsonArray(evaluation.consents().stream()
                                .map(EvaluationRoutes::json)
                                .toList()));
    }

    private static JsonObject json(Evaluation.OfConsent one) {
        return JsonObject.of(
                "consent", Id.text("cns", one.consent().id()),
                "leads",
                        new JsonArray(one.leads().stream()
                                .map(id -> Id.text("lead", id))
                                .toList()),
                "granted_at", one.consent().grantedAt().toString(),
                "channels",
                        new JsonArray(one.consent().channels().stream()
                                .map(Channel::code)
                                .toList()),
                "notice",
                        JsonObject.of(
                                "hash", one.notice().id().hex(),
                                "language", one.notice().language(),
                                "text", one.notice().text()),
                "verdicts",
                        new JsonArray(one.verdicts().stream()
                                .map(EvaluationRoutes::json)
                                .toList()),
                "proof",
                        new JsonArray(
                                one.proof().stream().map(EvaluationRoutes::json).toList()));
    }

    private static JsonObject json(Evaluation.Verdict verdict) {
        RuleSet rules = verdict.rules();
        return JsonObject.of(
                        "verdict",
                        verdict.verdict(),
                        "rule_set",
                        verdict.code(),
                        "version",
                        rules == null ? null : rules.version(),
                        "digest",
                        rules == null ? null : rules.digest().hex(),
                        "source",
                        rules == null ? null : rules.source(),
                        "reasons",
                        new JsonArray(reasons(verdict).toList()),
                        "missing",
                        new JsonArray(verdict.missing()),
                        "facts_used",
                        new JsonArray(verdict.factsUsed()))
                .put("quiet_hours", rules == null || verdict.clocks().isEmpty() ? null : hours(verdict));
    }

    private static JsonObject hours(Evaluation.Verdict verdict) {
        var rules = verdict.rules();
        QuietHours hours = rules == null ? null : rules.quietHours();
        if (hours == null) throw new IllegalStateException("clocks without hours");
        return JsonObject.of(
                "from", hours.from().toString(),
                "to", hours.to().toString(),
                "clocks",
                        new JsonArray(verdict.clocks().stream()
                                .map(c -> JsonObject.of(
                                        "zone", c.zone().getId(),
                                        "local_time", c.time().toString(),
                                        "quiet", c.quiet()))
                                .toList()),
                "allowed_from", text(verdict.from()));
    }

    private static Stream<JsonObject> reasons(Evaluation.Verdict verdict) {
        if (verdict.rules() == null) return Stream.of(JsonObject.of("code", verdict.verdict(), "detail", null));
        return verdict.reasons().stream().map(r -> JsonObject.of("code", r.code(), "detail", detail(r)));
    }

    private static @Nullable String detail(Standing reason) {
        return switch (reason) {
            case Standing.Withdrawn(var at) -> at.toString();
            case Standing.Expired(var at) -> at.toString();
            case Standing.Incomplete(var missing) -> String.join(", ", missing);
            case Standing.ListTooOld(var obtained, var days) ->
                "obtained on " + obtained + ", " + days + " days at most";
            case Standing.Quiet(var until) -> text(until);
            default -> null;
        };
    }

    private static JsonObject json(History.Recorded event) {
        return JsonObject.of(
                "type", event.type(),
                "at", event.at().toString(),
                "seq", event.seq(),
                "index", event.index(),
                "hash", event.hash().hex());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
