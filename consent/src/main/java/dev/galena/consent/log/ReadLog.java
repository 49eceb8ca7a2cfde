package dev.galena.consent.log;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The log as it is served: its newest checkpoint, and the tiles a tree of that size has. C2SP tlog-tiles. */
public final class ReadLog {

    private final Database database;
    private final LogNames names = new LogNames();
    private final Checkpoints checkpoints = new Checkpoints();
    private final Witnessed witnessed = new Witnessed();
    private final Tiles tiles = new Tiles();
    private final Leaves leaves = new Leaves();

    public ReadLog(Database database) {
        this.database = database;
    }

    /** Signed; nothing as long as nothing was. */
    public Optional<Note> checkpoint() {
        return database.read(checkpoints::find);
    }

    /** The log's key, and its witnesses if it has any, as a policy to be pinned: C2SP tlog-policy. */
    public Optional<String> policy() {
        return database.read(tx -> witnessed
                .find(tx)
                .map(Witnessed.Cosigned::policy)
                .or(() -> names.find(tx).map(LogName::policy)));
    }

    /** Concatenated hashes, or entries each after its length in two bytes; nothing where the signed tree has no such tile. */
    public Optional<byte[]> tile(TilePath path) {
        return database.read(tx -> {
            var tile = new Tile(Math.max(path.level(), 0), path.index());
            var head = checkpoints.find(tx).map(note -> Checkpoint.parse(note.text()));
            if (head.isEmpty() || tile.width(head.get().size()) < path.width()) return Optional.empty();
            return path.level() == TilePath.ENTRIES ? entries(tx, path) : hashes(tx, tile, path.width());
        });
    }

    private Optional<byte[]> hashes(Tx tx, Tile tile, int width) {
        return Optional.ofNullable(tiles.read(tx, List.of(tile)).get(tile))
                .map(hashes -> Arrays.copyOf(hashes, width * Rfc6962.HASH_BYTES));
    }

    private Optional<byte[]> entries(Tx tx, TilePath path) {
        long first = path.index() * Tile.WIDTH;
        var bundle = new ByteArrayOutputStream();
        var read = leaves.read(tx, first, first + path.width());
        if (read.size() != path.width()) return Optional.empty();
        for (var leaf : read) {
            byte[] bytes = leaf.entry().bytes();
            bundle.write(bytes.length >> 8);
            bundle.write(bytes.length);
            bundle.writeBytes(bytes);
        }
        return Optional.of(bundle.toByteArray());
    }
}
