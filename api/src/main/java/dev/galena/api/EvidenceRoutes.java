package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.BodyStream;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problems;
import dev.galena.consent.evidence.Exhibit;
import dev.galena.db.Id;
import dev.galena.market.trail.AttachEvidence;
import dev.galena.market.trail.ReadEvidence;
import dev.galena.market.trail.Sight;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Files kept with a consent. They come from strangers: what is given back is to be saved, and never shown as ours. */
final class EvidenceRoutes {
    private final AttachEvidence attachEvidence;
    private final ReadEvidence evidence;

    EvidenceRoutes(AttachEvidence attachEvidence, ReadEvidence evidence) {
        this.attachEvidence = attachEvidence;
        this.evidence = evidence;
    }

    Answer attach(Call call) {
        UUID consent = call.id(0, "cns");
        var outcome = attachEvidence.attach(Sight.of(call.caller().party()), consent, content(call));
        return switch (outcome) {
            case AttachEvidence.Attached(var exhibit) ->
                Answer.created("/v1/evidence/" + Id.text("evd", exhibit.id()), json(exhibit));
            case AttachEvidence.There(var exhibit) -> Answer.ok(json(exhibit));
            case AttachEvidence.NoConsent() ->
                throw Problems.NOT_FOUND.problem().thrown();
            case AttachEvidence.Unreadable() ->
                throw Problems.FILE_UNREADABLE
                        .because(List.of(new Fault("", "kind-unknown", "neither HTML in UTF-8 nor PNG nor PDF, whole")))
                        .thrown();
            case AttachEvidence.TooMany() ->
                throw Problems.EVIDENCE_FULL.problem().thrown();
            case AttachEvidence.Erased() ->
                throw Problems.CONSENT_LOST.problem().thrown();
        };
    }

    Answer list(Call call) {
        return evidence.list(Sight.of(call.caller().party()), call.id(0, "cns"))
                .map(all -> Answer.ok(JsonObject.of(
                        "data",
                        new JsonArray(all.stream().map(EvidenceRoutes::json).toList()))))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    /** Inert: saved rather than shown, and where a browser shows it after all, without scripts and without our origin. */
    Answer read(Call call) {
        var viewer = SubjectRoutes.viewer(call, call.query("purpose").orElse(""));
        var content = evidence.open(viewer, call.id(0, "evd"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        var exhibit = content.exhibit();
        return Answer.of(200, exhibit.kind().mediaType(), Buffer.buffer(content.bytes()))
                .with(
                        "content-disposition",
                        "attachment; filename=\"" + Id.text("evd", exhibit.id()) + "."
                                + exhibit.kind().ending() + "\"")
                .with("content-security-policy", "sandbox; default-src 'none'")
                .with("x-content-type-options", "nosniff")
                .with("cross-origin-resource-policy", "same-origin")
                .with("cache-control", "no-store");
    }

    private static byte[] content(Call call) {
        try (var body = new BodyStream(call.request())) {
            byte[] content = body.readNBytes(Exhibit.BYTES_MAX + 1);
            if (content.length > Exhibit.BYTES_MAX)
                throw Problems.BODY_TOO_LARGE.problem().thrown();
            return content;
        } catch (IOException gone) {
            throw Problems.UPLOAD_BROKEN_OFF.problem().thrown();
        }
    }

    private static JsonObject json(Exhibit exhibit) {
        return JsonObject.of(
                "id", Id.text("evd", exhibit.id()),
                "consent", Id.text("cns", exhibit.consentId()),
                "event", exhibit.seq(),
                "sha256", exhibit.digest().hex(),
                "kind", exhibit.kind().ending(),
                "bytes", exhibit.bytes(),
                "party", Id.text("pty", exhibit.partyId()),
                "attached_at", exhibit.attachedAt().toString());
    }
}
