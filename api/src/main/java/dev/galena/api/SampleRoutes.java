package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.Actor;
import dev.galena.market.sample.DrawSample;
import dev.galena.market.sample.JudgeSample;
import dev.galena.market.sample.JudgeSample.Done;
import dev.galena.market.sample.JudgeSample.NotJudged;
import dev.galena.market.sample.JudgeSample.NotThere;
import dev.galena.market.sample.JudgeSample.Outcome;
import dev.galena.market.sample.JudgeSample.SignedAlready;
import dev.galena.market.sample.ReadSamples;
import dev.galena.market.sample.Sample;
import dev.galena.market.sample.Sample.Frame;
import dev.galena.market.sample.Samples;
import dev.galena.market.trail.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Samples of sales and consents, drawn, judged and signed by officers. */
final class SampleRoutes {
    private static final String PREFIX = "smp";

    private final DrawSample drawSample;
    private final ReadSamples readSamples;
    private final JudgeSample judgeSample;
    private final KeyedAnswers keyed;

    SampleRoutes(DrawSample drawSample, ReadSamples readSamples, JudgeSample judgeSample, KeyedAnswers keyed) {
        this.drawSample = drawSample;
        this.readSamples = readSamples;
        this.judgeSample = judgeSample;
        this.keyed = keyed;
    }

    Answer draw(Call call) {
        var frame = frame(call.body());
        return keyed.answer(call, "drawSample", null, 201, tx -> draw(tx, call, frame));
    }

    private JsonObject draw(Tx tx, Call call, Frame frame) {
        return drawSample
                .draw(tx, Sight.of(call.caller().party()), call.caller().actor(), frame)
                .map(SampleRoutes::json)
                .orElseThrow(() -> Problems.SAMPLE_EMPTY.problem().thrown());
    }

    private Frame frame(JsonObject body) {
        var from = OffsetDateTime.parse(body.getString("from")).toInstant();
        var to = OffsetDateTime.parse(body.getString("to")).toInstant();
        if (!from.isBefore(to)) {
            throw Problems.invalid("/to", "must lie behind from").thrown();
        }
        var seller = body.getString("seller");
        return new Frame(
                Sample.Kind.of(body.getString("kind")).orElseThrow(),
                from,
                drawSample
                        .end(from, to)
                        .orElseThrow(() -> Problems.SAMPLE_EMPTY.problem().thrown()),
                seller == null
                        ? null
                        : Id.parse("pty", seller)
                                .orElseThrow(
                                        () -> Problems.SAMPLE_EMPTY.problem().thrown()),
                body.getString("vertical"),
                body.getInteger("size"));
    }

    Answer list(Call call) {
        return Answer.page(
                call, readSamples.page(call.caller().partyId(), call.page(Samples.NEWEST)), SampleRoutes::json);
    }

    Answer read(Call call) {
        return readSamples
                .one(call.caller().partyId(), call.id(0, PREFIX))
                .map(looked -> Answer.ok(json(looked.sample())
                        .put(
                                "items",
                                new JsonArray(looked.items().stream()
                                        .map(item -> json(looked.sample(), item))
                                        .toList()))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer check(Call call) {
        return readSamples
                .redraw(Sight.of(call.caller().party()), call.id(0, PREFIX))
                .map(again -> Answer.ok(JsonObject.of("same", again.same(), "population", again.population())))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer judge(Call call) {
        var body = call.body();
        boolean ok = body.getString("verdict").equals("ok");
        var remark = body.getString("remark");
        if (!ok && remark == null) {
            throw Problems.invalid("/remark", "say what is wrong").thrown();
        }
        var caller = call.caller();
        return answer(
                call, judgeSample.judge(caller.partyId(), caller.actor(), call.id(0, PREFIX), n(call), ok, remark));
    }

    Answer signOff(Call call) {
        var id = call.id(0, PREFIX);
        if (readSamples.one(call.caller().partyId(), id).isEmpty()) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        var person = call.caller().as();
        if (person.kind() != Actor.Kind.PERSON) {
            throw Problems.PERSON_REQUIRED
                    .because("a signature is a person's word, and a key is nobody in particular")
                    .thrown();
        }
        return answer(
                call,
                judgeSample.signOff(
                        call.caller().partyId(), person.id(), id, call.body().getString("remark")));
    }

    private static Answer answer(Call call, Outcome outcome) {
        return switch (outcome) {
            case Done(var sample) -> Answer.ok(json(sample));
            case NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case SignedAlready() -> Answer.of(Problems.SAMPLE_SIGNED.problem(), call.id());
            case NotJudged(int open) -> Answer.of(Problems.SAMPLE_NOT_JUDGED.with(Map.of("open", open)), call.id());
        };
    }

    private static int n(Call call) {
        var text = call.pathValue(1);
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Integer.parseInt(text);
    }

    private static JsonObject json(Sample sample) {
        var frame = sample.frame();
        var signed = sample.signOff();
        return JsonObject.of(
                        "id", Id.text(PREFIX, sample.id()),
                        "kind", frame.kind().code(),
                        "from", frame.from().toString(),
                        "to", frame.to().toString(),
                        "seller", seller(frame.sellerId(), sample.sellerName()),
                        "vertical", frame.vertical(),
                        "size", sample.size(),
                        "population", sample.population(),
                        "seed", sample.seed(),
                        "drawn_at", sample.drawnAt().toString())
                .put("drawn_by", sample.drawnBy())
                .put("judged", sample.judged())
                .put("problems", sample.problems())
                .put(
                        "sign_off",
                        signed == null
                                ? null
                                : JsonObject.of(
                                        "at", signed.at().toString(),
                                        "by", Id.text("usr", signed.userId()),
                                        "problems", signed.problems(),
                                        "remark", signed.remark()));
    }

    private static @Nullable JsonObject seller(@Nullable UUID id, @Nullable String name) {
        return id == null ? null : JsonObject.of("id", Id.text("pty", id), "name", name);
    }

    private static JsonObject json(Sample sample, Sample.Item item) {
        var verdict = item.verdict();
        return JsonObject.of(
                "n", item.n(),
                "sale", sample.frame().kind() == Sample.Kind.SALES ? Id.text("sal", item.about()) : null,
                "lead", Id.text("lead", item.leadId()),
                "consent", Id.text("cns", item.consentId()),
                "seller", seller(item.sellerId(), item.sellerName()),
                "at", item.at().toString(),
                "verdict",
                        verdict == null
                                ? null
                                : JsonObject.of(
                                        "verdict", verdict.ok() ? "ok" : "problem",
                                        "remark", verdict.remark(),
                                        "at", verdict.at().toString(),
                                        "by", verdict.actor()));
    }
}
