package dev.galena.market.intake;

import dev.galena.consent.Subjects;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Rejected rows, kept for correction; their cells are sealed under the batch's key. */
final class Rejects {
    private static final char KIND = 'r';
    private static final byte[] NONE = {};

    private final Subjects subjects;

    Rejects(Subjects subjects) {
        this.subjects = subjects;
    }

    void add(Tx tx, BatchKey key, List<Reject> rejects) {
        if (rejects.isEmpty()) return;
        tx.run(
                """
                insert into market.batch_reject (batch_id, row_number, errors, sealed, people)
                select $1, row_number, errors, sealed, array_remove(array[one, two], '')
                from unnest($2::bigint[], $3::jsonb[], $4::bytea[], $5::bytea[], $6::bytea[])
                  as t(row_number, errors, sealed, one, two)""",
                key.batchId(),
                rejects.stream().map(Reject::row).toArray(Long[]::new),
                rejects.stream().map(r -> new Json(errors(r.faults()).encode())).toArray(Json[]::new),
                rejects.stream().map(r -> key.seal(KIND, r.row(), cells(r))).toArray(byte[][]::new),
                hashes(rejects, 0),
                hashes(rejects, 1));
    }

    /** The n-th keyed hash of each; empty where there is none. */
    private byte[][] hashes(List<Reject> rejects, int n) {
        byte[][] hashes = new byte[rejects.size()][];
        for (int i = 0; i < hashes.length; i++) {
            var whose = rejects.get(i).whose();
            List<byte[]> of = whose == null ? List.of() : subjects.lookups(whose);
            hashes[i] = n < of.size() ? of.get(n) : NONE;
        }
        return hashes;
    }

    /** The next ones behind a row, in order. */
    List<Reject> page(Tx tx, BatchKey key, long afterRow, int rowsMax) {
        return tx.rows("""
                        select row_number, errors::text, sealed from market.batch_reject
                        where batch_id = $1 and row_number > $2 order by row_number limit $3""", key.batchId(), afterRow, rowsMax).stream()
                .map(row -> reject(key, row))
                .toList();
    }

    /** Corrections are due within a month; then the rows are forgotten. */
    int removeOld(Tx tx, Instant finishedBefore) {
        return tx.run("""
                delete from market.batch_reject r using market.batch b
                where b.id = r.batch_id and b.finished_at < $1""", finishedBefore);
    }

    private static Reject reject(BatchKey key, Row row) {
        long number = row.getLong(0);
        List<Fault> faults = new JsonArray(row.getString(1))
                .stream().map(o -> (JsonObject) o).map(Rejects::fault).toList();
        String cells = new String(key.open(KIND, number, row.getBuffer(2).getBytes()), StandardCharsets.UTF_8);
        return new Reject(
                number, new JsonArray(cells).stream().map(String.class::cast).toList(), faults, null);
    }

    private static byte[] cells(Reject reject) {
        return new JsonArray(reject.cells()).encode().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonArray errors(List<Fault> faults) {
        var json = new JsonArray();
        for (Fault f : faults)
            json.add(new JsonObject()
                    .put("code", f.code())
                    .put("field", f.field())
                    .put("detail", f.detail()));
        return json;
    }

    private static Fault fault(JsonObject json) {
        return new Fault(json.getString("code"), json.getString("field"), json.getString("detail"));
    }
}
