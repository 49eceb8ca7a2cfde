package dev.galena.billing.reconcile;

import dev.galena.billing.reconcile.ImportStatement.Format;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Statements that were read in. */
public final class BankImports {

    public static final String ORDER = "bank_import";

    private static final UUID LAST = new UUID(-1, -1);
    private static final String COLUMNS =
            "select id, format, lines, matched, imported_by, at from billing.bank_import ";

    /**
     * One file.
     *
     * @param lines in the file, of which some may have come with another file before
     * @param matched lines first seen in this file that settled something
     */
    public record BankImport(UUID id, String format, int lines, int matched, String by, Instant at) {}

    /** The import of this file, made now or before. */
    BankImport begin(Tx tx, UUID id, byte[] digest, Format format, int lines, String by, Instant now) {
        tx.run("""
                insert into billing.bank_import (id, digest, format, lines, matched, imported_by, at)
                values ($1, $2, $3, $4, 0, $5, $6) on conflict (digest) do nothing""", id, digest, format, lines, by, now);
        return read(tx.rows(COLUMNS + "where digest = $1", (Object) digest).getFirst());
    }

    BankImport end(Tx tx, UUID id) {
        tx.run("""
                update billing.bank_import set matched = (
                  select count(*) from billing.provider_line where import_id = $1 and matched)::int where id = $1""", id);
        return find(tx, id).orElseThrow();
    }

    public Optional<BankImport> find(Tx tx, UUID id) {
        return tx.rows(COLUMNS + "where id = $1", id).stream().findFirst().map(BankImports::read);
    }

    /** Newest first. */
    public Slice<BankImport> page(Tx tx, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(
                COLUMNS + "where id < $1 order by id desc limit $2", after == null ? LAST : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(BankImports::read).toList(), i -> new Cursor("", i.id()));
    }

    private static BankImport read(Row row) {
        return new BankImport(
                row.getUUID(0),
                row.getString(1),
                row.getInteger(2),
                row.getInteger(3),
                row.getString(4),
                row.getOffsetDateTime(5).toInstant());
    }
}
