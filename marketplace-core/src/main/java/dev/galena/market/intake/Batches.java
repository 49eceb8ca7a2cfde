package dev.galena.market.intake;

import dev.galena.consent.Digest;
import dev.galena.db.Json;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code market.batch}. A worker holds a batch by a lease; each step forward names the row it starts from. */
final class Batches {
    static final String NEWEST = "batch.newest";

    private static final String COLUMNS = """
            b.id, b.seller_id, b.source_id, s.code, v.code, b.vertical_id, b.vertical_version, b.state, b.dry_run, b.bytes, b.format::text,
            b.mapping::text, b.rows_done, b.rows_total, b.counts::text, b.problem, b.created_at, b.started_at, b.finished_at""";
    private static final String FROM =
            "from market.batch b join market.source s on s.id = b.source_id join market.vertical v on v.id = b.vertical_id ";

    /** A batch as it is begun. */
    record New(UUID id, Source source, int verticalId, int verticalVersion, boolean dryRun, String contentType) {}

    void add(Tx tx, New batch, byte[] wrappedKey, Instant now) {
        tx.run(
                """
                insert into market.batch (id, seller_id, source_id, vertical_id, vertical_version, state, dry_run, content_type,
                                          wrapped_key, created_at)
                values ($1, $2, $3, $4, $5, 'uploading', $6, $7, $8, $9)""",
                batch.id(),
                batch.source().sellerId(),
                batch.source().id(),
                batch.verticalId(),
                batch.verticalVersion(),
                batch.dryRun(),
                batch.contentType(),
                wrappedKey,
                now);
    }

    /** The batch that brought the same bytes from the same source before; a lock keeps a second one out until commit. */
    Optional<UUID> same(Tx tx, UUID sourceId, int verticalId, byte[] sha256) {
        tx.lock("batch:" + sourceId + ":" + java.util.HexFormat.of().formatHex(sha256));
        return tx.rows("""
                        select id from market.batch where source_id = $1 and vertical_id = $2 and sha256 = $3
                          and state in ('queued', 'running', 'done') and not dry_run""", sourceId, verticalId, sha256).stream().findFirst().map(row -> row.getUUID(0));
    }

    void queue(Tx tx, UUID id, byte[] sha256, long bytes, Format format, Mapping mapping, long rowsEstimate) {
        tx.run(
                """
                update market.batch set state = 'queued', sha256 = $2, bytes = $3, format = $4, mapping = $5, rows_total = $6
                where id = $1 and state = 'uploading'""",
                id,
                sha256,
                bytes,
                new Json(json(format).encode()),
                new Json(mapping.toJson().encode()),
                rowsEstimate);
    }

    /** What the seller signed of it. */
    void sign(Tx tx, UUID id, Digest submission) {
        tx.run("update market.batch set submission = $2 where id = $1", id, submission.bytes());
    }

    @Nullable
    Digest submission(Tx tx, UUID id) {
        var row =
                tx.rows("select submission from market.batch where id = $1", id).getFirst();
        return row.getBuffer(0) == null ? null : Digest.of(row.getBuffer(0).getBytes());
    }

    void remove(Tx tx, UUID id) {
        tx.run("delete from market.batch where id = $1 and state = 'uploading'", id);
    }

    /** Uploads that were cut off and never finished. */
    int removeAbandoned(Tx tx, Instant before) {
        return tx.run("delete from market.batch where state = 'uploading' and created_at < $1", before);
    }

    /** A batch that waits, or whose worker has been silent past its lease. */
    Optional<UUID> take(Tx tx, UUID worker, Instant now, Duration lease) {
        return tx.rows("""
                        update market.batch set state = 'running', worker = $1, lease_until = $3,
                               started_at = coalesce(started_at, $2)
                        where id = (select id from market.batch
                                    where state in ('queued', 'running') and (lease_until is null or lease_until < $2)
                                    order by id limit 1 for update skip locked)
                        returning id""", worker, now, now.plus(lease)).stream().findFirst().map(row -> row.getUUID(0));
    }

    /** Moves on; false when another worker has the batch or has already moved it. */
    boolean advance(Tx tx, UUID id, UUID worker, long from, long to, Counts counts, Instant leaseUntil) {
        return tx.run("""
                        update market.batch set rows_done = $4, counts = $5, lease_until = $6
                        where id = $1 and worker = $2 and rows_done = $3 and state = 'running'""", id, worker, from, to, new Json(counts.toJson().encode()), leaseUntil) == 1;
    }

    boolean end(Tx tx, UUID id, UUID worker, Batch.State state, @Nullable String problem, Instant now) {
        return tx.run("""
                        update market.batch set state = $3, problem = $4, finished_at = $5, worker = null, lease_until = null,
                               rows_total = case when $3 = 'done' then rows_done else rows_total end
                        where id = $1 and worker = $2 and state = 'running'""", id, worker, state, problem, now) == 1;
    }

    Optional<byte[]> wrappedKey(Tx tx, UUID id) {
        return tx.rows("select wrapped_key from market.batch where id = $1", id).stream()
                .findFirst()
                .map(row -> row.getBuffer(0).getBytes());
    }

    Optional<Batch> find(Tx tx, UUID id) {
        return tx.rows("select " + COLUMNS + " " + FROM + "where b.id = $1", id).stream()
                .findFirst()
                .map(Batches::batch);
    }

    /** A seller's, newest first. */
    Page.Slice<Batch> ofSeller(Tx tx, UUID sellerId, Page page) {
        UUID before = page.after() == null ? new UUID(-1, -1) : page.after().id();
        List<Batch> batches = tx
                .rows(
                        "select " + COLUMNS + " " + FROM
                                + "where b.seller_id = $1 and b.id < $2 order by b.id desc limit $3",
                        sellerId,
                        before,
                        page.limit())
                .stream()
                .map(Batches::batch)
                .toList();
        return page.cut(NEWEST, batches, batch -> new Page.Cursor("", batch.id()));
    }

    private static Batch batch(Row row) {
        String format = row.getString(10);
        String mapping = row.getString(11);
        return new Batch(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getString(3),
                row.getString(4),
                row.getInteger(5),
                row.getInteger(6),
                Batch.State.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                row.getBoolean(8),
                row.getLong(9),
                format == null ? null : format(new JsonObject(format)),
                mapping == null ? null : Mapping.of(new JsonArray(mapping)),
                row.getLong(12),
                row.getLong(13),
                Counts.of(new JsonObject(row.getString(14))),
                row.getString(15),
                row.getOffsetDateTime(16).toInstant(),
                instant(row.getOffsetDateTime(17)),
                instant(row.getOffsetDateTime(18)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static JsonObject json(Format format) {
        return new JsonObject()
                .put("kind", format.kind().name())
                .put("charset", format.charset())
                .put("bom_bytes", format.bomBytes())
                .put("delimiter", String.valueOf(format.delimiter()))
                .put("header", format.header())
                .put("columns", new JsonArray(format.columns()));
    }

    private static Format format(JsonObject json) {
        return new Format(
                Format.Kind.valueOf(json.getString("kind")),
                json.getString("charset"),
                json.getInteger("bom_bytes"),
                json.getString("delimiter").charAt(0),
                json.getBoolean("header"),
                json.getJsonArray("columns").stream().map(String.class::cast).toList());
    }
}
