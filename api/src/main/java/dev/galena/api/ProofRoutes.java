package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.log.ProofBundle;
import dev.galena.market.trail.ExportProofs;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Proofs of consent to take away: an archive that anybody checks with one file of source code and one public key. */
final class ProofRoutes {
    private static final Map<String, String> FORMATS =
            Map.of("iso27560", ".iso27560.json", "kantara", ".kantara.json", "dpv", ".dpv.jsonld");

    private final ExportProofs proofs;

    ProofRoutes(ExportProofs proofs) {
        this.proofs = proofs;
    }

    Answer ofLead(Call call) {
        return answer(call, proofs.ofLead(SubjectRoutes.viewer(call, purpose(call)), call.id(0, "lead")));
    }

    Answer ofConsent(Call call) {
        return answer(call, proofs.ofConsent(SubjectRoutes.viewer(call, purpose(call)), call.id(0, "cns")));
    }

    Answer ofSubject(Call call) {
        return answer(call, proofs.ofSubject(SubjectRoutes.viewer(call, purpose(call)), call.id(0, "sub")));
    }

    /** The receipt of one consent, out of its proof: {@code format} says in whose words. */
    Answer receipt(Call call) {
        var format = FORMATS.getOrDefault(call.query("format").orElse(""), ".iso27560.json");
        var id = call.id(0, "cns");
        return switch (proofs.ofConsent(SubjectRoutes.viewer(call, purpose(call)), id)) {
            case ExportProofs.Proof(var bundle) ->
                Answer.of(
                        200,
                        format.endsWith("jsonld") ? "application/ld+json" : "application/json",
                        Buffer.buffer(bundle.text("receipts/" + id + format)));
            case ExportProofs.NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case ExportProofs.NotYet() ->
                throw Problems.NOT_LOGGED_YET.problem().thrown();
        };
    }

    private static String purpose(Call call) {
        return call.query("purpose").orElse("");
    }

    private static Answer answer(Call call, ExportProofs.Exported exported) {
        return switch (exported) {
            case ExportProofs.Proof(var bundle) ->
                Answer.of(200, "application/zip", Buffer.buffer(bundle.zip()))
                        .with(
                                "content-disposition",
                                "attachment; filename=\"" + call.pathValue(0) + ProofBundle.FILE_ENDING + "\"");
            case ExportProofs.NotThere() -> throw Problems.NOT_FOUND.problem().thrown();
            case ExportProofs.NotYet() ->
                throw Problems.NOT_LOGGED_YET.problem().thrown();
        };
    }
}
