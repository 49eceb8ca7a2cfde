package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.feedback.Disposition;
import dev.galena.market.feedback.Heard;
import dev.galena.market.feedback.ReadFeedback;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a seller's leads. */
final class FeedbackRoutes {
    private final ReadFeedback readFeedback;

    FeedbackRoutes(ReadFeedback readFeedback) {
        this.readFeedback = readFeedback;
    }

    Answer list(Call call) {
        UUID source = call.query("source").map(FeedbackRoutes::source).orElse(null);
        @Nullable String value = call.query("value").orElse(null);
        var slice = readFeedback.page(call.caller().partyId(), source, value, call.page(ReadFeedback.ORDER));
        return Answer.page(call, slice, FeedbackRoutes::json);
    }

    /** What is no source's id names none of the seller's. */
    private static UUID source(String text) {
        return Id.parse("src", text)
                .orElseThrow(() ->
                        Problems.invalid("/query/source", "no id of a source").thrown());
    }

    Answer summary(Call call) {
        var data = new JsonArray();
        for (var each : readFeedback.bySource(call.caller().partyId())) {
            data.add(JsonObject.of(
                    "source_id", Id.text("src", each.id()), "source", each.code(), "counts", counts(each.counts())));
        }
        return Answer.ok(JsonObject.of("data", data));
    }

    static JsonArray counts(Map<Disposition, Long> counts) {
        var array = new JsonArray();
        counts.forEach((value, count) -> array.add(
                JsonObject.of("value", value.code(), "stage", value.stage().code(), "count", count)));
        return array;
    }

    private static JsonObject json(Heard heard) {
        return JsonObject.of(
                "lead", Id.text("lead", heard.lead()),
                "sale", Id.text("sal", heard.sale()),
                "source_id", Id.text("src", heard.sourceId()),
                "source", heard.source(),
                "sold_at", heard.soldAt().toString(),
                "noted_at", heard.notedAt().toString(),
                "disposition", SaleRoutes.json(heard.step()));
    }
}
