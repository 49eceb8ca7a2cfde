package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.api.http.SignatureHeaders;
import dev.galena.consent.Digest;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.intake.Signatures;
import dev.galena.market.intake.SubmitLeads;
import dev.galena.market.intake.SubmittedLeads;
import dev.galena.market.purchase.Claim;
import dev.galena.market.purchase.KeptAnswer;
import dev.galena.market.purchase.Once;
import dev.galena.market.purchase.OncePerKey;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Leads handed in one by one. */
final class LeadRoutes {
    private static final String SUBMIT = "submit-lead";
    private static final String CONSENT = "consent.";

    private final SubmittedLeads submitted;
    private final Signatures signatures;
    private final InstantSource clock;
    private final Verticals verticals;
    private final OncePerKey oncePerKey;

    LeadRoutes(
            SubmittedLeads submitted,
            Signatures signatures,
            Verticals verticals,
            OncePerKey oncePerKey,
            InstantSource clock) {
        this.signatures = signatures;
        this.clock = clock;
        this.submitted = submitted;
        this.verticals = verticals;
        this.oncePerKey = oncePerKey;
    }

    Answer submit(Call call) {
        var seller = call.caller().partyId();
        var claim = new Claim(
                seller, SUBMIT, call.idempotencyKey(), Claim.hash(call.rawBody().getBytes()));
        return switch (oncePerKey.once(claim, tx -> kept(submit(tx, call, seller)))) {
            case Once.Done(var answer) -> answer(answer);
            case Once.Again(var answer) -> answer(answer).with("idempotency-replayed", "true");
            case Once.KeyConflict() ->
                throw Problems.IDEMPOTENCY_CONFLICT.problem().thrown();
        };
    }

    private Answer submit(Tx tx, Call call, UUID seller) {
        var body = call.body();
        Vertical vertical = verticals
                .current(body.getString("vertical"))
                .orElseThrow(() -> unknown("/vertical", "vertical-unknown"));
        var answers = submitted
                .add(tx, seller, body.getString("source"), vertical, signed(tx, call, seller), List.of(texts(body)))
                .orElseThrow(() -> unknown("/source", "source-unknown"));
        return switch (answers.getFirst()) {
            case SubmitLeads.Answer.Accepted(var id, var score, var level, var lacking) ->
                Answer.created(
                        "/v1/leads/" + Id.text("lead", id),
                        JsonObject.of(
                                "id",
                                Id.text("lead", id),
                                "score",
                                score,
                                "level",
                                level,
                                "lacking",
                                new JsonArray(lacking)));
            case SubmitLeads.Answer.Duplicate(var earlier) ->
                Answer.of(Problems.DUPLICATE.with(Map.of("lead", Id.text("lead", earlier))), call.id());
            case SubmitLeads.Answer.Suppressed() -> Answer.of(Problems.SUPPRESSED.problem(), call.id());
            case SubmitLeads.Answer.Refused(var faults) ->
                Answer.of(
                        Problems.LEAD_INVALID.because(
                                faults.stream().map(LeadRoutes::fault).toList()),
                        call.id());
        };
    }

    /** Not kept if it is refused: the same key may come again, signed. */
    private @Nullable Digest signed(Tx tx, Call call, UUID seller) {
        var now = clock.instant();
        byte[] sha256 = Digest.sha256(call.rawBody().getBytes()).bytes();
        var signed = SignatureHeaders.of(call).orElse(null);
        return switch (signatures.check(tx, seller, signed, sha256, now, now)) {
            case Signatures.Checked.Good(var submission) -> submission;
            case Signatures.Checked.Missing() ->
                throw Problems.SUBMISSION_SIGNATURE_MISSING.problem().thrown();
            case Signatures.Checked.Wrong() ->
                throw Problems.SUBMISSION_SIGNATURE_INVALID.problem().thrown();
        };
    }

    /** A refusal is kept as well: the same key gets the same answer. */
    private static KeptAnswer kept(Answer answer) {
        var body = answer.body();
        return new KeptAnswer(answer.status(), body == null ? new byte[0] : body.getBytes());
    }

    private static Answer answer(KeptAnswer kept) {
        var body = Buffer.buffer(kept.body());
        if (kept.status() != 201) {
            return Answer.of(kept.status(), "application/problem+json", body);
        }
        var json = body.toJsonObject();
        return Answer.created("/v1/leads/" + json.getString("id"), json);
    }

    /** Target name → text: the body's objects folded into the flat names that files use. */
    private static Map<String, String> texts(JsonObject body) {
        var texts = new HashMap<String, String>();
        body.getJsonObject("contact").forEach(one -> put(texts, one.getKey(), one.getValue()));
        body.getJsonObject("consent").forEach(one -> put(texts, CONSENT + one.getKey(), one.getValue()));
        body.getJsonObject("attributes", new JsonObject())
                .forEach(one -> put(texts, "attr." + one.getKey(), one.getValue()));
        for (var name : List.of("state", "zip", "generated_at")) {
            put(texts, name, body.getValue(name));
        }
        var subs = body.getJsonArray("subs", new JsonArray());
        for (int i = 0; i < subs.size(); i++) {
            put(texts, "sub" + (i + 1), subs.getValue(i));
        }
        return texts;
    }

    private static void put(Map<String, String> texts, String name, Object value) {
        switch (value) {
            case null -> {}
            case JsonArray many ->
                texts.put(name, many.stream().map(String::valueOf).collect(Collectors.joining("|")));
            default -> texts.put(name, value.toString());
        }
    }

    private static Fault fault(dev.galena.market.intake.Fault fault) {
        return new Fault(pointer(fault.field()), fault.code(), fault.detail());
    }

    /** Where in the body a target's value stands. */
    private static String pointer(String field) {
        if (field.isEmpty()) {
            return "";
        }
        if (field.startsWith("attr.")) {
            return "/attributes/" + field.substring("attr.".length());
        }
        if (field.startsWith(CONSENT)) {
            return "/consent/" + field.substring(CONSENT.length());
        }
        return switch (field) {
            case "state", "zip", "generated_at" -> "/" + field;
            default -> field.startsWith("sub") ? "/subs" : "/contact/" + field;
        };
    }

    private static RuntimeException unknown(String pointer, String code) {
        return Problems.LEAD_INVALID
                .because(List.of(new Fault(pointer, code, "there is none of this name")))
                .thrown();
    }
}
