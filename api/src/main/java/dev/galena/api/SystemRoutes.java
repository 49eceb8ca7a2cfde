package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.billing.recurring.RunJobs;
import dev.galena.db.Backlog;
import dev.galena.db.Vitals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operator's view of the machine. No secrets, nothing of people, and of failures the kind only: their words may quote data. */
final class SystemRoutes {
    private final ReadSystem readSystem;
    private final JsonObject build = build();

    SystemRoutes(ReadSystem readSystem) {
        this.readSystem = readSystem;
    }

    Answer read(Call call) {
        var found = readSystem.read();
        return Answer.ok(new JsonObject()
                .put("at", found.at().toString())
                .put("process", process(found))
                .put("database", json(found.database()))
                .put("jobs", array(found.chores(), SystemRoutes::json))
                .put("recurring", array(found.recurring(), SystemRoutes::json))
                .put("queues", array(found.backlogs(), SystemRoutes::json))
                .put("log", log(found))
                .put(
                        "disk",
                        found.disk() == null
                                ? null
                                : JsonObject.of(
                                        "free", found.disk().free(),
                                        "total", found.disk().total()))
                .put("keys", keys(found)));
    }

    private JsonObject process(ReadSystem.Found found) {
        var runtime = Runtime.getRuntime();
        return build.copy()
                .put("started_at", found.startedAt().toString())
                .put("uptime", Duration.between(found.startedAt(), found.at()).toString())
                .put("processors", runtime.availableProcessors())
                .put("memory", runtime.totalMemory() - runtime.freeMemory())
                .put("memory_max", runtime.maxMemory());
    }

    /** What does not change while it runs. */
    private static JsonObject build() {
        var version = SystemRoutes.class.getPackage().getImplementationVersion();
        return JsonObject.of(
                "version",
                version == null ? "unpackaged" : version,
                "built_at",
                builtAt(),
                "java",
                Runtime.version().toString());
    }

    private static @Nullable String builtAt() {
        var source = SystemRoutes.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? null
                    : Files.getLastModifiedTime(Path.of(source.getLocation().toURI()))
                            .toInstant()
                            .toString();
        } catch (java.io.IOException | URISyntaxException e) {
            return null;
        }
    }

    private static JsonObject json(Vitals database) {
        return new JsonObject()
                .put("version", database.version())
                .put("bytes", database.bytes())
                .put("connections", database.connections())
                .put("connections_max", database.connectionsMax())
                .put("oldest_transaction", text(database.oldestTransaction()))
                .put(
                        "migrations",
                        array(
                                database.schemas(),
                                it -> JsonObject.of(
                                        "schema",
                                        it.schema(),
                                        "version",
                                        it.version(),
                                        "at",
                                        it.at().toString())));
    }

    private static JsonObject json(Chore chore) {
        var course = chore.course();
        var failure = course.lastFailure();
        return new JsonObject()
                .put("name", chore.name())
                .put("does", chore.does())
                .put("every", chore.every().toString())
                .put("running_since", text(course.runningSince()))
                .put("last_at", text(course.lastAt()))
                .put("took_ms", course.took() == null ? null : course.took().toMillis())
                .put("runs", course.runs())
                .put("failures", course.failures())
                .put("failed_in_a_row", course.failedInARow())
                .put("last_failure", failure == null ? null : failure(failure.at(), failure.kind()));
    }

    private static JsonObject json(RunJobs.Standing job) {
        var failure = job.failure();
        return new JsonObject()
                .put("name", job.name())
                .put("done_until", text(job.doneUntil()))
                .put("due_at", text(job.dueAt()))
                .put("failing", failure == null ? null : failure(failure.at(), failure.kind()));
    }

    private static JsonObject failure(Instant at, String kind) {
        return JsonObject.of("at", at.toString(), "kind", kind);
    }

    private static JsonObject json(Backlog backlog) {
        return new JsonObject()
                .put("name", backlog.name())
                .put("waiting", backlog.waiting())
                .put("more", backlog.more())
                .put("since", text(backlog.since()));
    }

    private static JsonObject log(ReadSystem.Found found) {
        var stored = found.stored();
        return new JsonObject()
                .put("part", found.log().part().name().toLowerCase(Locale.ROOT))
                .put("size", stored.signed())
                .put("signed_at", text(found.log().signedAt()))
                .put("newest_event", text(stored.newest()))
                .put("beat_at", text(stored.beat()))
                .put("witnessed", stored.witnessed())
                .put(
                        "audit",
                        found.audit()
                                .map(done -> JsonObject.of(
                                        "at",
                                        done.at().toString(),
                                        "findings",
                                        done.audited().findings().size()))
                                .orElse(null));
    }

    private static JsonArray keys(ReadSystem.Found found) {
        var keys = array(
                found.keys(),
                key -> JsonObject.of(
                        "use", "tokens", "name", key.kid(), "since", key.since().toString()));
        var stored = found.stored();
        if (stored.origin() != null)
            keys.add(JsonObject.of("use", "log", "name", stored.origin(), "since", text(stored.since())));
        return keys;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        var array = new JsonArray();
        all.forEach(each -> array.add(json.apply(each)));
        return array;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
