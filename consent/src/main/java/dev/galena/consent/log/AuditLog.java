package dev.galena.consent.log;

import dev.galena.consent.Digest;
import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replays the whole log against its tiles, the roots that were signed, the checkpoint outside the database, and the tables of
 * consents, notices, rules and keys. May run while the log grows: it looks at what was there when it began.
 */
public final class AuditLog {

    private static final int PORTION = 1_000;

    private final Database database;
    private final LogFiles files;
    private final LogNames names = new LogNames();
    private final Trees trees = new Trees();
    private final Tiles tiles = new Tiles();
    private final Checkpoints checkpoints = new Checkpoints();
    private final Witnessed witnessed = new Witnessed();

    public AuditLog(Database database, LogFiles files) {
        this.database = database;
        this.files = files;
    }

    /**
     * What an audit came to.
     *
     * @param events that were replayed
     * @param findings the first hundred, the log's in its order before the tables'; empty: everything is as it was logged
     */
    public record Audited(long events, List<Finding> findings) {}

    public Audited run() {
        var findings = new Findings();
        var replay = new Replay(findings, tiles);
        var state = database.read(trees::find);
        long size = state.map(Trees.State::size).orElse(0L);
        state.ifPresent(s -> replay.expect(s.size(), s.root(), "consent.log_tree"));
        heads(replay, findings);
        boolean more = true;
        while (more && !findings.full()) more = database.inTx(tx -> replay.next(tx, size));
        if (replay.tree().size() == size) database.inTx(tx -> edge(tx, replay, size));
        for (var where : replay.missed()) findings.add(null, "there are not so many events as " + where + " says");
        database.inTx(tx -> strays(tx, findings, state.isPresent()));
        agreement(findings);
        return new Audited(replay.tree().size(), findings.all());
    }

    /** What was signed, by the database's account and by the file's. */
    private void heads(Replay replay, Findings findings) {
        Optional<LogName> name;
        try {
            name = database.read(names::find);
        } catch (IllegalArgumentException e) {
            findings.add(null, "consent.log_name cannot be read: " + e.getMessage());
            return;
        }
        if (name.isEmpty()) {
            findings.add(null, "consent.log_name is empty: the log was never opened");
            return;
        }
        try {
            files.head()
                    .read(name.get())
                    .ifPresent(h -> replay.expect(h.size(), h.root(), "the file outside the database"));
        } catch (IOException e) {
            findings.add(null, String.valueOf(e.getMessage()));
        }
        cosigned(name.get(), replay, findings);
        try {
            database.read(checkpoints::find)
                    .ifPresentOrElse(
                            note -> published(note, name.get(), replay, findings),
                            () -> findings.add(null, "consent.log_checkpoint is empty"));
        } catch (IllegalArgumentException e) {
            findings.add(null, "consent.log_checkpoint cannot be read: " + e.getMessage());
        }
    }

    private void cosigned(LogName name, Replay replay, Findings findings) {
        try {
            database.read(witnessed::find).ifPresent(cosigned -> {
                var checkpoint = Checkpoint.parse(cosigned.note().text());
                findings.require(
                        cosigned.note().signedBy(name.key())
                                && Policy.parse(cosigned.policy()).witnessed(cosigned.note()),
                        null,
                        "consent.log_witnessed is not signed by the log and its witnesses");
                replay.expect(checkpoint.size(), checkpoint.root(), "consent.log_witnessed");
            });
        } catch (IllegalArgumentException e) {
            findings.add(null, "consent.log_witnessed cannot be read: " + e.getMessage());
        }
    }

    private void published(Note note, LogName name, Replay replay, Findings findings) {
        var checkpoint = Checkpoint.parse(note.text());
        findings.require(
                note.signedBy(name.key()) && checkpoint.origin().equals(name.origin()),
                null,
                "consent.log_checkpoint is not signed by the log");
        long size = database.read(tx -> tx.rows("select size from consent.log_checkpoint"))
                .getFirst()
                .getLong(0);
        findings.require(size == checkpoint.size(), null, "consent.log_checkpoint has another size beside its note");
        replay.expect(checkpoint.size(), checkpoint.root(), "consent.log_checkpoint");
    }

    private boolean edge(Tx tx, Replay replay, long size) {
        var computed = new TreeMap<Tile, byte[]>(Comparator.comparingInt(Tile::level));
        replay.tree().edge().forEach((level, hashes) -> computed.put(StoredTree.edge(level, size), hashes));
        var found = tiles.read(tx, computed.keySet());
        computed.forEach((tile, hashes) -> {
            byte[] row = found.get(tile);
            // It may have grown meanwhile.
            byte[] then = row == null ? null : Arrays.copyOf(row, Math.min(row.length, hashes.length));
            replay.compare(tile, hashes, then, "consent.log_edge");
        });
        return true;
    }

    /** Rows that no tree of this size has. The log may grow meanwhile, so all is read in one statement. */
    private static boolean strays(Tx tx, Findings findings, boolean open) {
        tx.rows("""
                select l.idx from consent.log_leaf l where l.idx >= coalesce((select size from consent.log_tree), 0)
                order by l.idx limit 10""").forEach(row -> findings.add(row.getLong(0), "lies behind the end of the log"));
        tx.rows("""
                select t.level, t.idx from consent.log_tile t where t.idx >= coalesce(
                  (select case when t.level = 7 then 0 else size >> (8 * t.level + 8) end from consent.log_tree), 0)
                order by t.level, t.idx limit 10""")
                .forEach(row -> findings.add(
                        null, "tile " + row.getShort(0) + "/" + row.getLong(1) + " lies behind the end of the log"));
        if (!open) findings.add(null, "consent.log_tree is empty");
        return open;
    }

    private void agreement(Findings findings) {
        var agreement = new Agreement(findings);
        UUID consent = null;
        do {
            @Nullable UUID after = consent;
            consent = database.inTx(tx -> agreement.consents(tx, after, PORTION));
        } while (consent != null && !findings.full());
        Digest notice = null;
        do {
            @Nullable Digest after = notice;
            notice = database.inTx(tx -> agreement.notices(tx, after, PORTION));
        } while (notice != null && !findings.full());
        database.inTx(tx -> {
            agreement.lostNotices(tx, PORTION);
            new Registers(findings).check(tx, PORTION);
            return tx;
        });
    }
}
