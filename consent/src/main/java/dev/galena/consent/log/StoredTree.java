package dev.galena.consent.log;

import dev.galena.db.Tx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the tree that the tables hold, each time only the tiles that a question needs. */
final class StoredTree {

    private final Tiles tiles;

    StoredTree(Tiles tiles) {
        this.tiles = tiles;
    }

    /** Runs the same work twice: once to learn which tiles it looks at, once on them. */
    <T> T ask(Tx tx, Function<Proofs, T> question) {
        var used = TileNodes.used(nodes -> {
            var _ = question.apply(new Proofs(nodes));
        });
        return question.apply(new Proofs(new TileNodes(tiles.read(tx, used))));
    }

    /** The edge as it was when the tree had this size.
     *
     * @throws TileNodes.MissingTile when it never had */
    GrowingTree at(Tx tx, long size) {
        List<Tile> wanted = new ArrayList<>();
        for (int level = 0; level <= 7; level++) {
            var tile = edge(level, size);
            if (tile.width(size) > 0) wanted.add(tile);
        }
        var read = tiles.read(tx, wanted);
        var edge = new TreeMap<Integer, byte[]>();
        for (var tile : wanted) {
            byte[] hashes = read.get(tile);
            int bytes = tile.width(size) * Rfc6962.HASH_BYTES;
            if (hashes == null || hashes.length < bytes) throw new TileNodes.MissingTile(tile);
            edge.put(tile.level(), Arrays.copyOf(hashes, bytes));
        }
        return GrowingTree.of(size, edge);
    }

    /** The unfinished tile of a level. */
    static Tile edge(int level, long size) {
        return new Tile(level, level == 7 ? 0 : size >> (8 * level + 8));
    }
}
