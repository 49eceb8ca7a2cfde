package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.consent.log.ReadLog;
import dev.galena.consent.log.TilePath;
import dev.galena.market.trail.Sight;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The log of consent as static resources, C2SP tlog-tiles: hashes for everybody, entries for the operator and auditors. */
final class LogRoutes {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String FOREVER = "max-age=31536000, immutable";

    private final ReadLog log;
    private final Audits audits;

    LogRoutes(ReadLog log, Audits audits) {
        this.log = log;
        this.audits = audits;
    }

    Answer checkpoint(Call call) {
        return log.checkpoint()
                .map(note ->
                        Answer.of(200, TEXT, Buffer.buffer(note.toString())).with("cache-control", "public, max-age=1"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer policy(Call call) {
        return log.policy()
                .map(policy -> Answer.of(200, TEXT, Buffer.buffer(policy)).with("cache-control", "public, max-age=60"))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    Answer tile(Call call) {
        var path = path(call, "");
        return path.level() == TilePath.ENTRIES ? missing() : bytes(path).with("cache-control", "public, " + FOREVER);
    }

    /** They name no person, but every party's business. */
    Answer entries(Call call) {
        requireAuditor(call);
        return bytes(path(call, "entries/")).with("cache-control", "private, " + FOREVER);
    }

    Answer audit(Call call) {
        requireAuditor(call);
        return audits.run()
                .map(done -> Answer.ok(json(done)))
                .orElseThrow(() -> Problems.AUDIT_RUNNING.problem().thrown());
    }

    Answer lastAudit(Call call) {
        requireAuditor(call);
        return audits.last()
                .map(done -> Answer.ok(json(done)))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private static void requireAuditor(Call call) {
        var reach = Sight.of(call.caller().party()).reach();
        if (reach != Sight.Reach.OPERATOR && reach != Sight.Reach.AUDITOR) {
            throw Problems.NOT_FOUND.problem().thrown(); // not theirs: as if it were not there
        }
    }

    private static JsonObject json(Audits.Done done) {
        var findings = done.audited().findings().stream()
                .map(f -> JsonObject.of("event", f.index(), "what", f.what()))
                .toList();
        return JsonObject.of(
                "at", done.at().toString(),
                "events", done.audited().events(),
                "sound", findings.isEmpty(),
                "findings", new JsonArray(findings));
    }

    private Answer bytes(TilePath path) {
        return log.tile(path)
                .map(bytes -> Answer.of(200, "application/octet-stream", Buffer.buffer(bytes)))
                .orElseGet(LogRoutes::missing);
    }

    private static Answer missing() {
        throw Problems.NOT_FOUND.problem().thrown();
    }

    /** The segments of the path, however many the index takes. */
    private static TilePath path(Call call, String prefix) {
        return TilePath.parse(prefix + String.join("/", call.pathValues()))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }
}
