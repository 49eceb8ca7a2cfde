package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.Channel;
import dev.galena.db.Id;
import dev.galena.market.feedback.Disposition;
import dev.galena.market.feedback.Disposition.Loss;
import dev.galena.market.feedback.OwnedLead;
import dev.galena.market.feedback.ReadOwnedLeads;
import dev.galena.market.feedback.SetDisposition;
import dev.galena.market.feedback.SetDisposition.Outcome;
import dev.galena.market.feedback.Step;
import dev.galena.market.feedback.Wanted;
import dev.galena.market.purchase.RevealContact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A buyer works the leads he bought. */
final class SaleRoutes {
    private final ReadOwnedLeads readOwnedLeads;
    private final SetDisposition setDisposition;
    private final RevealContact revealContact;

    SaleRoutes(ReadOwnedLeads readOwnedLeads, SetDisposition setDisposition, RevealContact revealContact) {
        this.readOwnedLeads = readOwnedLeads;
        this.setDisposition = setDisposition;
        this.revealContact = revealContact;
    }

    Answer list(Call call) {
        var wanted = new Wanted(
                call.query("vertical").orElse(null),
                values(call, "state"),
                values(call, "disposition"),
                time(call.query("since").orElse(null)),
                time(call.query("until").orElse(null)),
                call.query("returnable").map(Boolean::valueOf).orElse(null));
        var slice = readOwnedLeads.page(call.caller().partyId(), wanted, call.page(ReadOwnedLeads.ORDER));
        return Answer.page(call, slice, SaleRoutes::json);
    }

    private static List<String> values(Call call, String name) {
        return call.query().getAll(name).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .toList();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    Answer counts(Call call) {
        return Answer.ok(JsonObject.of(
                "data",
                FeedbackRoutes.counts(readOwnedLeads.counts(call.caller().partyId()))));
    }

    Answer one(Call call) {
        return readOwnedLeads
                .one(call.caller().partyId(), call.id(0, "sal"))
                .map(lead -> Answer.ok(json(lead)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer timeline(Call call) {
        var story = readOwnedLeads
                .story(call.caller().partyId(), call.id(0, "sal"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        var data = new JsonArray();
        for (var moment : story) {
            data.add(JsonObject.of("at", moment.at().toString(), "kind", moment.kind())
                    .put("detail", moment.detail())
                    .put("actor", moment.actor()));
        }
        return Answer.ok(JsonObject.of("data", data));
    }

    Answer contact(Call call) {
        var viewer =
                new RevealContact.Viewer(call.caller().partyId(), call.caller().actor(), call.id());
        var found = revealContact
                .revealSale(viewer, call.id(0, "sal"), call.query("purpose").orElseThrow())
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        var revealed = found.revealed();
        if (revealed.erased()) throw Problems.ERASED.problem().thrown();
        if (revealed.contact() == null) throw Problems.CONSENT_LOST.problem().thrown();
        return PurchaseRoutes.contacts(Id.text("pur", found.purchase()), List.of(revealed));
    }

    Answer dispose(Call call) {
        JsonObject body = call.body();
        var value = Disposition.of(body.getString("value")).orElseThrow();
        Loss loss = body.getString("reason") == null
                ? null
                : Loss.of(body.getString("reason")).orElseThrow();
        if (loss != null && value != Disposition.LOST) {
            throw Problems.invalid("/reason", "only of what is lost").thrown();
        }
        var wish = new SetDisposition.Wish(
                call.id(0, "sal"),
                call.caller().partyId(),
                value,
                loss,
                time(body.getString("at")),
                call.caller().actor());
        return switch (setDisposition.set(wish)) {
            case Outcome.Stands(var step) -> Answer.ok(json(step));
            case Outcome.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Outcome.NotThen(var soldAt) ->
                throw Problems.invalid("/at", "from " + soldAt + " until now").thrown();
        };
    }

    static JsonObject json(Step step) {
        var json = JsonObject.of(
                "value", step.value().code(),
                "stage", step.value().stage().code(),
                "version", step.version());
        if (step.loss() != null) json.put("reason", step.loss().code());
        if (step.version() > 0) json.put("at", step.at().toString());
        if (step.firstAt() != null) json.put("first_attempt_at", step.firstAt().toString());
        return json;
    }

    private static JsonObject json(OwnedLead lead) {
        var json = new JsonObject()
                .put("id", Id.text("sal", lead.sale()))
                .put("purchase", Id.text("pur", lead.purchase()))
                .put("lead", Id.text("lead", lead.lead()))
                .put("consent", Id.text("cns", lead.consent()))
                .put("vertical", lead.vertical())
                .put("state", lead.state())
                .put("zip", lead.zip())
                .put("source", lead.source())
                .put("score", lead.score())
                .put("level", lead.level().code())
                .put(
                        "channels",
                        new JsonArray(Channel.of(lead.channels()).stream()
                                .map(Channel::code)
                                .toList()))
                .put("exclusive", lead.exclusive())
                .put("price", money(lead, lead.price()))
                .put("vat", money(lead, lead.vat()))
                .put("paid_by", lead.byQuota() ? "quota" : "money")
                .put("generated_at", lead.generatedAt().toString())
                .put("bought_at", lead.soldAt().toString())
                .put("return_until", lead.returnUntil().toString())
                .put("erased", lead.erased())
                .put("attrs", lead.attributes())
                .put("disposition", json(lead.step()));
        var returned = lead.returned();
        if (returned != null) {
            json.put(
                    "return",
                    JsonObject.of(
                            "id", Id.text("ret", returned.id()),
                            "state", returned.state(),
                            "refunded", money(lead, returned.refunded())));
        }
        return json;
    }

    private static JsonObject money(OwnedLead lead, long amount) {
        return JsonObject.of("amount", amount, "currency", lead.currency());
    }
}
