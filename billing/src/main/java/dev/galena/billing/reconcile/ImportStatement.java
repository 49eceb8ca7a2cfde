package dev.galena.billing.reconcile;

import dev.galena.billing.payment.BankTransfer;
import dev.galena.billing.payment.ProviderLine;
import dev.galena.billing.reconcile.BankImports.BankImport;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a bank's statement in. The same file is imported once, and a line that two statements have is settled once. A line that
 * may move money is a transaction of its own, so that no two wallets are held at once; an import that broke off goes on when the file
 * is sent again.
 */
public final class ImportStatement {

    private static final int LOT = 200;

    private final Database database;
    private final ProviderLines lines;
    private final BankLines bankLines;
    private final BankImports imports;
    private final InstantSource clock;

    public ImportStatement(
            Database database, ProviderLines lines, BankLines bankLines, BankImports imports, InstantSource clock) {
        this.database = database;
        this.lines = lines;
        this.bankLines = bankLines;
        this.imports = imports;
        this.clock = clock;
    }

    /** How the file is written. */
    public enum Format {
        CAMT053,
        CSV
    }

    /**
     * What became of the file.
     *
     * @throws Unreadable where it is no statement
     */
    public BankImport run(byte[] file, Format format, String by) {
        byte[] digest = sha256(file);
        var parsed = format == Format.CAMT053 ? Camt053.read(file) : BankCsv.read(file);
        var begun =
                database.inTx(tx -> imports.begin(tx, Id.next(), digest, format, parsed.size(), by, clock.instant()));
        var plain = new ArrayList<ProviderLine>();
        for (var line : parsed) {
            if (BankLines.mayMoveMoney(line)) database.inTxRetrying(tx -> take(tx, List.of(line), begun));
            else plain.add(line);
        }
        for (int from = 0; from < plain.size(); from += LOT) {
            var lot = plain.subList(from, Math.min(plain.size(), from + LOT));
            database.inTxRetrying(tx -> take(tx, lot, begun));
        }
        return database.inTx(tx -> imports.end(tx, begun.id()));
    }

    private boolean take(Tx tx, List<ProviderLine> lot, BankImport begun) {
        tx.lock("reconcile " + BankTransfer.NAME);
        var now = clock.instant();
        for (var read : lines.add(tx, BankTransfer.NAME, lot, begun.id(), now)) bankLines.settle(tx, read, now);
        return true;
    }

    private static byte[] sha256(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
