package dev.galena.market.intake;

import dev.galena.consent.MasterKey;
import dev.galena.db.Database;
import dev.galena.db.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What sellers see of their batches; those of others are as good as not there. */
public final class ReadBatches {
    /** Names the order of {@link #page} in cursors. */
    public static final String ORDER = Batches.NEWEST;

    private static final int ROWS_AT_ONCE = 500;

    private final Database database;
    private final MasterKey master;
    private final Batches batches;
    private final Rejects rejects;

    ReadBatches(Database database, MasterKey master, Batches batches, Rejects rejects) {
        this.database = database;
        this.master = master;
        this.batches = batches;
        this.rejects = rejects;
    }

    public Optional<Batch> find(UUID sellerId, UUID id) {
        return database.read(tx -> batches.find(tx, id))
                .filter(b -> b.sellerId().equals(sellerId));
    }

    public Page.Slice<Batch> page(UUID sellerId, Page page) {
        return database.read(tx -> batches.ofSeller(tx, sellerId, page));
    }

    /** The rejected rows as a CSV, handed over in pieces, the first at once. Each piece may block: nothing piles up here. */
    public void rejects(Batch batch, Consumer<String> out) {
        if (batch.format() == null) return;
        var file = new RejectFile(batch.format());
        out.accept(file.head());
        byte[] wrapped = database.read(tx -> batches.wrappedKey(tx, batch.id())).orElseThrow();
        var key = new BatchKey(batch.id(), master.unwrap(wrapped, BatchKey.context(batch.id())));
        long after = 0;
        while (true) {
            long from = after;
            List<Reject> page = database.read(tx -> rejects.page(tx, key, from, ROWS_AT_ONCE));
            if (page.isEmpty()) return;
            var lines = new StringBuilder();
            for (Reject reject : page) lines.append(file.line(reject));
            out.accept(lines.toString());
            after = page.getLast().row();
        }
    }
}
