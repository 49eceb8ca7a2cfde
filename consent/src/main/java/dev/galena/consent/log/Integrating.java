package dev.galena.consent.log;

import dev.galena.consent.Digest;
import dev.galena.db.Tx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.UUID;

/** Takes waiting events into the tables of the log, and reads them back: O(log n) rows besides the leaves themselves. */
final class Integrating {

    static final int BATCH_MAX = 4_096;

    private final Leaves leaves;
    private final Tiles tiles;
    private final Trees trees;

    Integrating(Leaves leaves, Tiles tiles, Trees trees) {
        this.leaves = leaves;
        this.tiles = tiles;
        this.trees = trees;
    }

    /**
     * One batch, in one transaction.
     *
     * @return how many it were; -1 when the log is another's by now
     */
    int integrate(Tx tx, UUID me, long epoch) {
        var held = trees.hold(tx, me);
        if (held.isEmpty() || held.get().epoch() != epoch) return -1;
        long size = held.get().size();
        var taken = leaves.take(tx, size, BATCH_MAX);
        if (taken.isEmpty()) return 0;
        var tree = GrowingTree.of(size, tiles.edge(tx));
        if (!tree.frontier().root().equals(held.get().root()))
            throw new Refused("the edge has not the root that is stored");
        var full = new HashMap<Tile, byte[]>();
        for (var entry : taken) tree.append(entry.hash(), full::put);
        tiles.add(tx, full);
        var edge = tree.edge();
        tiles.replaceEdge(tx, edge, edge.lastKey());
        trees.grow(tx, tree.size(), tree.frontier().root(), epoch);
        return taken.size();
    }

    /**
     * Reads what is stored behind the verified part, hashes it anew, and compares every hash that it gives with those stored.
     *
     * @throws Refused when any differs
     */
    Verified verify(Tx tx, Verified verified) {
        var state = trees.find(tx).orElseThrow(() -> new Refused("the row of the log's size is gone"));
        var grown = Verified.Grown.from(verified.tree());
        while (grown.tree().size() < state.size()) {
            long from = grown.tree().size();
            for (var leaf : leaves.read(tx, from, Math.min(from + BATCH_MAX, state.size()))) {
                if (leaf.index() != grown.tree().size())
                    throw missing(grown.tree().size());
                grown.append(leaf.entry());
            }
            if (grown.tree().size() == from) throw missing(from);
        }
        compare(tx, grown, state.root());
        return new Verified(grown.tree(), verified.epoch());
    }

    private void compare(Tx tx, Verified.Grown grown, Digest root) {
        var stored = tiles.read(tx, grown.full().keySet());
        grown.full().forEach((tile, hashes) -> {
            if (!Arrays.equals(hashes, stored.get(tile))) {
                throw new Refused("tile " + tile.level() + "/" + tile.index() + " has not the hashes of its leaves");
            }
        });
        var edge = tiles.edge(tx);
        grown.tree().edge().forEach((level, hashes) -> {
            if (!Arrays.equals(hashes, edge.get(level))) {
                throw new Refused("the edge at level " + level + " has not the hashes of its leaves");
            }
        });
        if (!grown.tree().frontier().root().equals(root))
            throw new Refused("the stored root is not that of the leaves");
    }

    private static Refused missing(long index) {
        return new Refused("leaf " + index + " is missing");
    }
}
