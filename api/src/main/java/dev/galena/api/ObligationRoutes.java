package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.relay.AcknowledgeObligation;
import dev.galena.market.relay.Kind;
import dev.galena.market.relay.Obligation;
import dev.galena.market.relay.ReadObligations;
import dev.galena.market.relay.ReadObligations.Filter;
import dev.galena.market.relay.ReadObligations.Viewer;
import dev.galena.market.trail.Sight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What holders of leads have to confirm, who has, and who is late. */
final class ObligationRoutes {
    private final ReadObligations obligations;
    private final AcknowledgeObligation acknowledge;

    ObligationRoutes(ReadObligations obligations, AcknowledgeObligation acknowledge) {
        this.obligations = obligations;
        this.acknowledge = acknowledge;
    }

    Answer list(Call call) {
        var filter = Filter.valueOf(call.query("state").orElse("open").toUpperCase(Locale.ROOT));
        return Answer.page(
                call, obligations.page(viewer(call), filter, call.page(ReadObligations.ORDER)), ObligationRoutes::json);
    }

    Answer read(Call call) {
        return obligations
                .one(viewer(call), call.id(0, "obl"))
                .map(o -> Answer.ok(json(o)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer acknowledgeRevocation(Call call) {
        return acknowledge(call, Kind.REVOCATION);
    }

    /** Of any kind: another cause is another path. */
    Answer acknowledge(Call call, Kind kind) {
        var body = call.body();
        var said = new AcknowledgeObligation.Said(
                call.caller().partyId(),
                call.caller().actor(),
                kind,
                call.id(0, kind.prefix()),
                id("obl", body.getString("obligation")),
                id("sgk", body.getString("key")),
                body.getString("action"),
                body.getString("at"),
                OffsetDateTime.parse(body.getString("at")).toInstant(),
                SigningKeyRoutes.bytes(call, "signature"));
        return switch (acknowledge.acknowledge(said)) {
            case AcknowledgeObligation.Acknowledged(var id, var at) ->
                Answer.ok(JsonObject.of("obligation", Id.text("obl", id), "acknowledged_at", at.toString()));
            case AcknowledgeObligation.NotThere() ->
                throw Problems.NOT_FOUND.problem().thrown();
            case AcknowledgeObligation.WrongTime() ->
                throw Problems.invalid("/at", "must be between the withdrawal and now")
                        .thrown();
            case AcknowledgeObligation.Refused(var why) ->
                Answer.of(Problems.ACKNOWLEDGEMENT_REFUSED.because(AcknowledgeObligation.code(why)), call.id());
        };
    }

    /** Everybody who has to know of one cause, as far as the caller may see. */
    JsonArray holders(Call call, Kind kind, UUID causeId) {
        return new JsonArray(obligations.ofCause(viewer(call), kind, causeId).stream()
                .map(ObligationRoutes::json)
                .toList());
    }

    private static Viewer viewer(Call call) {
        var sight = Sight.of(call.caller().party());
        return new Viewer(sight.partyId(), sight.wide(), sight.testOnly());
    }

    private static UUID id(String prefix, String text) {
        return Id.parse(prefix, text)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    static JsonObject json(Obligation o) {
        var json = JsonObject.of(
                        "id", Id.text("obl", o.id()),
                        "kind", o.kind().code(),
                        "cause", Id.text(o.kind().prefix(), o.causeId()),
                        "party", JsonObject.of("id", Id.text("pty", o.holderId()), "name", o.holderName()),
                        "role", o.role(),
                        "consent", Id.text("cns", o.consentId()),
                        "lead", Id.text("lead", o.leadId()),
                        "rule", o.rule(),
                        "created_at", o.createdAt().toString(),
                        "due_at", o.dueAt().toString())
                .put("told_at", text(o.reachedAt()))
                .put("told_by", o.reachedBy())
                .put("acknowledged_at", text(o.ackedAt()))
                .put("reminders", o.reminders())
                .put("overdue_at", text(o.overdueAt()))
                .put("refused_acknowledgements", o.refused())
                .put("reasons", new JsonArray(List.copyOf(o.reasons())))
                .put("attempts", o.attempts())
                .put("last_status", o.lastStatus())
                .put("last_problem", o.lastProblem());
        var signed = o.acknowledged();
        return json.put("acknowledgement", signed == null ? null : json(signed));
    }

    private static JsonObject json(Obligation.Acknowledged signed) {
        return JsonObject.of(
                "key", Id.text("sgk", signed.keyId()),
                "public_key", Base64.getEncoder().encodeToString(signed.publicKey()),
                "statement", new String(signed.statement(), java.nio.charset.StandardCharsets.UTF_8),
                "signature", Base64.getEncoder().encodeToString(signed.signature()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
