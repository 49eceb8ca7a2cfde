package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.erasure.Erasure;
import dev.galena.consent.erasure.Erasures;
import dev.galena.consent.erasure.Ground;
import dev.galena.db.Id;
import dev.galena.market.party.Actor;
import dev.galena.market.rights.Asker;
import dev.galena.market.rights.EraseSubjects;
import dev.galena.market.rights.EraseSubjects.Approval;
import dev.galena.market.rights.Target;
import dev.galena.market.trail.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People ask to be forgotten. */
final class ErasureRoutes {
    private final EraseSubjects erasures;

    ErasureRoutes(EraseSubjects erasures) {
        this.erasures = erasures;
    }

    Answer request(Call call) {
        var body = call.body();
        var ground = Ground.of(body.getString("ground"))
                .orElseThrow(() -> Problems.invalid("/ground", "unknown").thrown());
        var settled = erasures.request(asker(call), target(body), ground, body.getString("reason"));
        if (settled.isEmpty()) {
            throw Problems.NOT_FOUND.problem().thrown();
        }
        return Answer.created(
                "/v1/erasures/" + Id.text("era", settled.getFirst().id()),
                JsonObject.of(
                        "data",
                        new JsonArray(settled.stream().map(ErasureRoutes::json).toList())));
    }

    Answer approve(Call call) {
        return switch (erasures.approve(asker(call), call.id(0, "era"))) {
            case Approval.NotFound() -> throw Problems.NOT_FOUND.problem().thrown();
            case Approval.NotHuman() ->
                throw Problems.PERSON_REQUIRED
                        .because("this key acts for nobody in particular")
                        .thrown();
            case Approval.AlreadyErased() ->
                throw Problems.ALREADY_ERASED.problem().thrown();
            case Approval.OnHold() -> throw Problems.ON_HOLD.problem().thrown();
            case Approval.SamePerson() -> throw Problems.SAME_PERSON.problem().thrown();
            case Approval.Approved(var erasure) -> Answer.ok(json(erasure));
        };
    }

    Answer list(Call call) {
        return Answer.page(call, erasures.page(asker(call), call.page(Erasures.NEWEST)), ErasureRoutes::json);
    }

    Answer read(Call call) {
        return erasures.one(asker(call), call.id(0, "era"))
                .map(erasure -> Answer.ok(json(erasure)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    static Asker asker(Call call) {
        var caller = call.caller();
        return new Asker(Sight.of(caller.party()), caller.actor(), caller.as().kind() == Actor.Kind.PERSON, call.id());
    }

    static Target target(JsonObject body) {
        var subject = body.getString("subject");
        var lead = body.getString("lead");
        var person = body.getJsonObject("person");
        if (Stream.of(subject != null, lead != null, person != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw Problems.invalid("", "name exactly one of subject, lead and person")
                    .thrown();
        }
        if (subject != null) return new Target.OfSubject(id("sub", subject));
        if (lead != null) return new Target.OfLead(id("lead", lead));
        return new Target.OfPerson(ConsentRoutes.identity(person, "/person"));
    }

    private static UUID id(String prefix, String text) {
        return Id.parse(prefix, text)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    static JsonObject json(Erasure erasure) {
        var because = erasure.sealedBecause();
        return JsonObject.of(
                        "id", Id.text("era", erasure.id()),
                        "subject", Id.text("sub", erasure.subjectId()),
                        "state", erasure.isErased() ? "erased" : "sealed",
                        "ground", erasure.ground().code(),
                        "reason", erasure.reason(),
                        "requested_at", erasure.requestedAt().toString(),
                        "requested_by", erasure.actor(),
                        "sealed_because",
                                because == null ? null : because.name().toLowerCase(Locale.ROOT),
                        "retained_until", text(erasure.retainedUntil()),
                        "approvals", new JsonArray(erasure.approvals()))
                .put("recipients_told_at", text(erasure.toldAt()))
                .put("erased_at", text(erasure.erasedAt()))
                .put("erased", new JsonArray(erasure.erased()));
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
