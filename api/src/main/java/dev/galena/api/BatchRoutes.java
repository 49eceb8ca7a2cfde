package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.BodyStream;
import dev.galena.api.http.Call;
import dev.galena.api.http.Fault;
import dev.galena.api.http.Problem;
import dev.galena.api.http.Problems;
import dev.galena.api.http.SignatureHeaders;
import dev.galena.api.http.StrictJson;
import dev.galena.db.Id;
import dev.galena.market.intake.Batch;
import dev.galena.market.intake.ReadBatches;
import dev.galena.market.intake.UploadBatch;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of leads: taken in as they stream, watched while they are worked on, their rejected rows given back. */
final class BatchRoutes {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(15);
    private static final Duration WATCH_MAX = Duration.ofHours(1);
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=([0-9]{1,2})(?:$|[,;\\s])");

    private final UploadBatch uploadBatch;
    private final ReadBatches batches;
    private final Verticals verticals;
    private final BooleanSupplier draining;
    private final InstantSource clock;

    BatchRoutes(
            UploadBatch uploadBatch,
            ReadBatches batches,
            Verticals verticals,
            BooleanSupplier draining,
            InstantSource clock) {
        this.uploadBatch = uploadBatch;
        this.batches = batches;
        this.verticals = verticals;
        this.draining = draining;
        this.clock = clock;
    }

    /** Streams the body in; {@code Prefer: wait=n} stays until the batch is done, at most that many seconds. */
    Answer upload(Call call) {
        var request = new UploadBatch.Request(
                call.caller().partyId(),
                call.query("source").orElseThrow(),
                vertical(call),
                call.query("dry_run").map(Boolean::valueOf).orElse(false),
                call.header("content-type").orElse("text/csv"),
                mapping(call));
        UploadBatch.Outcome outcome;
        try (var body = new BodyStream(call.request())) {
            outcome = uploadBatch.upload(request, SignatureHeaders.of(call).orElse(null), body);
        } catch (IOException gone) {
            throw Problems.UPLOAD_BROKEN_OFF.problem().thrown();
        }
        return switch (outcome) {
            case UploadBatch.Outcome.Queued(var id) -> queued(call, id);
            case UploadBatch.Outcome.Same(var id) -> Answer.ok(json(find(call, id)));
            case UploadBatch.Outcome.SourceUnknown() -> Answer.of(Problems.SOURCE_UNKNOWN.problem(), call.id());
            case UploadBatch.Outcome.TargetUnknown(var target) ->
                throw Problems.invalid("/query/mapping", "there is no field " + target)
                        .thrown();
            case UploadBatch.Outcome.SignatureMissing() ->
                Answer.of(Problems.SUBMISSION_SIGNATURE_MISSING.problem(), call.id());
            case UploadBatch.Outcome.SignatureWrong() ->
                Answer.of(Problems.SUBMISSION_SIGNATURE_INVALID.problem(), call.id());
            case UploadBatch.Outcome.Unreadable(var code, var detail) ->
                Answer.of(Problems.FILE_UNREADABLE.because(List.of(new Fault("", code, detail))), call.id());
        };
    }

    private Answer queued(Call call, UUID id) {
        var wait = WAIT.matcher(call.header("prefer").orElse(""));
        var until = clock.instant().plusSeconds(wait.find() ? Long.parseLong(wait.group(1)) : 0);
        var batch = find(call, id);
        while (!batch.over() && clock.instant().isBefore(until)) {
            pause();
            batch = find(call, id);
        }
        return batch.over()
                ? Answer.ok(json(batch))
                : Answer.accepted("/v1/batches/" + Id.text("bat", id), json(batch));
    }

    Answer list(Call call) {
        return Answer.page(call, batches.page(call.caller().partyId(), call.page(ReadBatches.ORDER)), this::json);
    }

    Answer read(Call call) {
        return Answer.ok(json(find(call, call.id(0, "bat"))));
    }

    /** Streams the rejected rows. */
    Answer rejects(Call call) {
        var batch = find(call, call.id(0, "bat"));
        var response = call.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"rejected.csv\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        batches.rejects(batch, part -> response.write(Buffer.buffer(part)).await());
        response.end().await();
        return Answer.streaming();
    }

    /** Server-sent events: the batch whenever it has come further, until it is over. */
    Answer watch(Call call) {
        var id = call.id(0, "bat");
        var batch = find(call, id);
        var response = call.response()
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        var until = clock.instant().plus(WATCH_MAX);
        Instant said = Instant.MIN;
        long rows = -1;
        while (!response.closed()) {
            boolean last =
                    batch.over() || draining.getAsBoolean() || clock.instant().isAfter(until);
            if (last || batch.rowsDone() != rows) {
                rows = batch.rowsDone();
                said = clock.instant();
                response.write("event: progress\nid: " + rows + "\ndata: "
                                + json(batch).encode() + "\n\n")
                        .await();
            } else if (clock.instant().isAfter(said.plus(BEAT_EVERY))) {
                said = clock.instant();
                response.write(": still here\n\n").await();
            }
            if (last) {
                response.end().await();
                break;
            }
            pause();
            batch = find(call, id);
        }
        return Answer.streaming();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.OVERLOADED.problem().thrown();
        }
    }

    private Batch find(Call call, UUID id) {
        return batches.find(call.caller().partyId(), id)
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
    }

    private Vertical vertical(Call call) {
        return verticals
                .current(call.query("vertical").orElseThrow())
                .orElseThrow(() -> Problems.invalid("/query/vertical", "there is no such vertical")
                        .thrown());
    }

    private static Map<String, @Nullable String> mapping(Call call) {
        var mapping = new HashMap<String, @Nullable String>();
        var text = call.query("mapping");
        if (text.isEmpty()) {
            return mapping;
        }
        if (!(json(text.get()) instanceof JsonObject object)) {
            throw Problems.invalid("/query/mapping", "an object of column names and fields")
                    .thrown();
        }
        for (var column : object) {
            if (column.getValue() != null && !(column.getValue() instanceof String)) {
                throw Problems.invalid("/query/mapping", "each column goes to the name of a field, or to null")
                        .thrown();
            }
            mapping.put(column.getKey(), (String) column.getValue());
        }
        return mapping;
    }

    private static @Nullable Object json(String text) {
        try {
            return StrictJson.parse(Buffer.buffer(text));
        } catch (Problem.Refused notJson) {
            return null;
        }
    }

    private JsonObject json(Batch batch) {
        var now = clock.instant();
        var format = batch.format();
        var mapping = batch.mapping();
        return new JsonObject()
                .put("id", Id.text("bat", batch.id()))
                .put("source", batch.source())
                .put("vertical", batch.vertical())
                .put("vertical_version", batch.verticalVersion())
                .put("state", batch.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("dry_run", batch.dryRun())
                .put("bytes", batch.bytes())
                .put(
                        "format",
                        format == null
                                ? null
                                : JsonObject.of(
                                        "kind", format.kind().name().toLowerCase(java.util.Locale.ROOT),
                                        "encoding", format.charset(),
                                        "delimiter", String.valueOf(format.delimiter()),
                                        "header", format.header()))
                .put("mapping", mapping == null ? null : mapping.toJson())
                .put("rows_done", batch.rowsDone())
                .put("rows_total", batch.rowsTotal())
                .put("counts", batch.counts().toJson())
                .put(
                        "rows_per_second",
                        batch.rowsPerSecond(now).map(Math::round).orElse(null))
                .put("remaining", batch.remaining(now).map(Duration::toString).orElse(null))
                .put("problem", batch.problem())
                .put("created_at", batch.createdAt().toString())
                .put("started_at", text(batch.startedAt()))
                .put("finished_at", text(batch.finishedAt()));
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
