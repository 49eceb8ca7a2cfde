package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.History;
import dev.galena.consent.log.ProofBundle;
import dev.galena.db.Id;
import dev.galena.market.trail.Dossier;
import dev.galena.market.trail.ExportSubject;
import dev.galena.market.trail.ReadTrail;
import dev.galena.market.trail.Sight;
import dev.galena.market.trail.Trail;
import dev.galena.market.trail.Viewer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The trail: what was shown and agreed, who bought under it, who looked, what was revoked. Every question is on record. */
final class SubjectRoutes {
    private static final String PDF = "pdf";

    private final ReadTrail trails;
    private final ExportSubject exportSubject;

    SubjectRoutes(ReadTrail trails, ExportSubject exportSubject) {
        this.trails = trails;
        this.exportSubject = exportSubject;
    }

    Answer ofLead(Call call) {
        return trails.ofLead(viewer(call, call.query("purpose").orElse("")), call.id(0, "lead"))
                .map(trail -> Answer.ok(json(trail)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer ofSubject(Call call) {
        var found = trails.ofSubject(viewer(call, call.query("purpose").orElse("")), call.id(0, "sub"));
        if (found.isEmpty()) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.ok(JsonObject.of("subject", call.pathValue(0), "leads", all(found, SubjectRoutes::json)));
    }

    Answer search(Call call) {
        var body = call.body();
        var identity = ConsentRoutes.identity(body.getJsonObject("person"), "/person");
        var found = trails.search(viewer(call, body.getString("purpose")), identity);
        return Answer.ok(JsonObject.of(
                "data", all(found, f -> JsonObject.of("subject", Id.text("sub", f.subjectId()), "leads", f.leads()))));
    }

    /** Made anew each time and kept nowhere. */
    Answer export(Call call) {
        var body = call.body();
        return switch (exportSubject.export(viewer(call, body.getString("purpose")), call.id(0, "sub"))) {
            case ExportSubject.NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case ExportSubject.NotYet() ->
                throw Problems.NOT_LOGGED_YET.problem().thrown();
            case ExportSubject.Of(var dossier) -> {
                var answer = body.getString("format").equals(PDF)
                        ? Answer.of(200, "application/pdf", Buffer.buffer(DossierPdf.of(dossier)))
                                .with("content-disposition", "attachment; filename=\"" + call.pathValue(0) + ".pdf\"")
                        : Answer.ok(json(dossier, call.pathValue(0)));
                yield answer.with("cache-control", "no-store");
            }
        };
    }

    private static JsonObject json(Dossier dossier, String name) {
        var erasure = dossier.erasure();
        return JsonObject.of(
                "subject", Id.text("sub", dossier.subjectId()),
                "at", dossier.at().toString(),
                "leads", all(dossier.leads(), SubjectRoutes::json),
                "erasure", erasure == null ? null : ErasureRoutes.json(erasure),
                "proof",
                        JsonObject.of(
                                "name",
                                name + ProofBundle.FILE_ENDING,
                                "zip",
                                Base64.getEncoder()
                                        .encodeToString(dossier.proof().zip())));
    }

    private static JsonObject json(Dossier.Held held) {
        return JsonObject.of(
                "trail", json(held.trail()),
                "contact", held.contact() == null ? null : PurchaseRoutes.json(held.contact()),
                "state", held.state(),
                "zip", held.zip(),
                "attributes", held.attributes());
    }

    static Viewer viewer(Call call, String purpose) {
        if (purpose.isBlank()) {
            throw Problems.invalid("/query/purpose", "say what for").thrown();
        }
        return new Viewer(Sight.of(call.caller().party()), call.caller().actor(), call.id(), purpose);
    }

    private static JsonObject json(Trail trail) {
        return JsonObject.of(
                "lead", json(trail.lead()),
                "consent", json(trail.consent(), trail.chainWhole()),
                "sales", all(trail.sales(), SubjectRoutes::json),
                "accesses", all(trail.accesses(), SubjectRoutes::json),
                "deliveries", all(trail.told(), SubjectRoutes::json),
                "revocations", all(trail.consent().revocations(), ConsentRoutes::json));
    }

    private static JsonObject json(Trail.Origin lead) {
        return JsonObject.of(
                        "id", Id.text("lead", lead.id()),
                        "subject", Id.text("sub", lead.subjectId()),
                        "seller", json(lead.seller()),
                        "vertical", lead.vertical(),
                        "source", lead.source(),
                        "source_alias", lead.alias(),
                        "subs", new JsonArray(lead.subs()),
                        "batch", lead.batchId() == null ? null : Id.text("bat", lead.batchId()),
                        "row_number", lead.row(),
                        "generated_at", lead.generatedAt().toString())
                .put("received_at", lead.receivedAt().toString());
    }

    private static JsonObject json(History history, boolean chainWhole) {
        var captured = Optional.ofNullable(history.captured());
        var identity = Optional.ofNullable(history.identity());
        return ConsentRoutes.json(history.consent())
                .put("words", history.notice().text())
                .put("language", history.notice().language())
                .put("erased", history.captured() == null)
                .put("name", captured.map(c -> c.name()).orElse(null))
                .put("phone", identity.map(i -> i.phoneE164()).orElse(null))
                .put("email", identity.map(i -> i.email()).orElse(null))
                .put("page", captured.map(c -> c.pageUrl()).orElse(null))
                .put("ip", captured.map(c -> c.ip()).orElse(null))
                .put("user_agent", captured.map(c -> c.userAgent()).orElse(null))
                .put("act", captured.map(c -> c.act()).orElse(null))
                .put(
                        "certificates",
                        captured.map(c -> new JsonArray(c.certificates())).orElseGet(JsonArray::new))
                .put("sources", captured.map(c -> new JsonArray(c.source())).orElseGet(JsonArray::new))
                .put("chain_whole", chainWhole)
                .put("log", all(history.events(), SubjectRoutes::json));
    }

    private static JsonObject json(History.Recorded event) {
        return JsonObject.of(
                "seq", event.seq(),
                "type", event.type(),
                "at", event.at().toString(),
                "leaf", event.leaf(),
                "leaf_hash", event.hash().hex());
    }

    private static JsonObject json(Trail.Sale sale) {
        var json = JsonObject.of(
                "id", Id.text("sal", sale.id()),
                "purchase", Id.text("pur", sale.purchaseId()),
                "buyer", json(sale.buyer()),
                "sold_at", sale.soldAt().toString(),
                "rule_set", sale.ruleSet(),
                "exclusive", sale.exclusive());
        if (sale.price() != null) {
            json.put("price", JsonObject.of("amount", sale.price(), "currency", sale.currency()));
        }
        return json;
    }

    private static JsonObject json(Trail.Access access) {
        return JsonObject.of(
                "at", access.at().toString(),
                "party", json(access.party()),
                "actor", access.actor(),
                "action", access.action(),
                "purpose", access.purpose(),
                "request_id", access.requestId());
    }

    private static JsonObject json(Trail.Told told) {
        return JsonObject.of(
                "id", Id.text("dlv", told.deliveryId()),
                "party", json(told.party()),
                "type", told.type(),
                "at", told.at().toString(),
                "state", told.state(),
                "attempts", told.attempts());
    }

    private static JsonObject json(Trail.Who who) {
        return JsonObject.of("id", Id.text("pty", who.id()), "name", who.name());
    }

    private static <T extends @Nullable Object> JsonArray all(
            Collection<T> values, Function<? super T, JsonObject> json) {
        return new JsonArray(values.stream().map(json).toList());
    }
}
