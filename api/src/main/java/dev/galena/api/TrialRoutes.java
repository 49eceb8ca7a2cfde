package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.scoring.Score;
import dev.galena.market.scoring.Separation;
import dev.galena.market.scoring.Trial;
import dev.galena.market.scoring.TryScorecard;
import dev.galena.market.scoring.TryScorecard.Outcome;
import dev.galena.market.vertical.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator tries a scorecard before publishing it. */
final class TrialRoutes {
    private static final int DAYS = 7;
    private static final double DECIMALS = 10_000;

    private final TryScorecard tryScorecard;

    TrialRoutes(TryScorecard tryScorecard) {
        this.tryScorecard = tryScorecard;
    }

    Answer run(Call call) {
        JsonObject body = call.body();
        var outcome = tryScorecard.tryOn(
                call.pathValue(0),
                body.getJsonObject("scorecard"),
                Duration.ofDays(body.getInteger("days", DAYS)),
                body.getBoolean("test", false));
        return switch (outcome) {
            case Outcome.NoSuchVertical() -> Answer.of(Problems.NOT_FOUND.problem(), call.id());
            case Outcome.Refused(List<Fault> faults) ->
                Answer.of(Problems.INVALID_REQUEST.because(VerticalRoutes.faults(faults, "")), call.id());
            case Outcome.Busy() -> Answer.of(Problems.TRIAL_RUNNING.problem(), call.id());
            case Outcome.Tried(Trial trial) -> Answer.ok(json(trial));
        };
    }

    private static JsonObject json(Trial trial) {
        return new JsonObject()
                .put("version", trial.version())
                .put("from", trial.from().toString())
                .put("to", trial.to().toString())
                .put("of", trial.of())
                .put("leads", trial.leads())
                .put("cut", trial.cut())
                .put("bands", array(trial.bands(), TrialRoutes::json))
                .put("moves", json(trial.moves()))
                .put("shifts", array(trial.shifts(), TrialRoutes::json))
                .put("conversion", json(trial.conversion()))
                .put("returns", json(trial.returns()))
                .put("examples", array(trial.examples(), TrialRoutes::json));
    }

    private static JsonObject json(Trial.Band band) {
        return JsonObject.of(
                "from", band.from(), "to", band.to(), "before", json(band.before()), "after", json(band.after()));
    }

    private static JsonObject json(Trial.Count count) {
        return JsonObject.of(
                "leads", count.leads(), "sold", count.sold(), "returned", count.returned(), "won", count.won());
    }

    private static JsonObject json(Trial.Moves moves) {
        return JsonObject.of("up", json(moves.up()), "down", json(moves.down()), "same", moves.same());
    }

    private static JsonObject json(Trial.Moves.Part part) {
        return JsonObject.of(
                "leads",
                part.leads(),
                "mean",
                rounded((double) part.points() / Math.max(1, part.leads())),
                "most",
                part.most());
    }

    private static JsonObject json(Trial.Shift shift) {
        return JsonObject.of("from", shift.from().code(), "to", shift.to().code(), "leads", shift.leads());
    }

    private static JsonObject json(Separation separation) {
        return JsonObject.of(
                "good",
                separation.good(),
                "bad",
                separation.bad(),
                "before",
                roundedOrNull(separation.before()),
                "after",
                roundedOrNull(separation.after()),
                "error",
                roundedOrNull(separation.error()));
    }

    private static JsonObject json(Trial.Example example) {
        return JsonObject.of(
                "lead",
                Id.text("lead", example.lead()),
                "before",
                json(example.before()),
                "after",
                json(example.after()),
                "read",
                new JsonObject(example.read()),
                "hidden",
                new JsonArray(new ArrayList<>(example.hidden())));
    }

    private static JsonObject json(Score score) {
        return JsonObject.of(
                "points",
                score.total(),
                "level",
                score.level().code(),
                "why",
                array(
                        score.contributions(),
                        each -> JsonObject.of("group", each.group(), "rule", each.rule(), "points", each.points())));
    }

    private static @Nullable Double roundedOrNull(@Nullable Double value) {
        return value == null ? null : rounded(value);
    }

    private static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        var array = new JsonArray();
        all.forEach(each -> array.add(json.apply(each)));
        return array;
    }
}
