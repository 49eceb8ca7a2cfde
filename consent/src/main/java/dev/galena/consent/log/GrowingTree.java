package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The right edge of a tree in tiles: of each level the one tile that is not full yet. To append costs the same however large
 * the tree is. Not for several threads.
 */
final class GrowingTree {

    /** By level; the last row always has a hash. */
    private final List<byte[]> rows = new ArrayList<>();

    private long size;

    /**
     * The edge of a tree of this size.
     *
     * @param edge the hashes of the unfinished tile of each level that has one
     * @throws IllegalArgumentException when a level has another number of hashes than such a tree
     */
    static GrowingTree of(long size, SortedMap<Integer, byte[]> edge) {
        var tree = new GrowingTree();
        tree.size = size;
        int levels = edge.isEmpty() ? 0 : edge.lastKey() + 1;
        for (int level = 0; level < Math.max(levels, 8); level++) {
            byte[] given = edge.getOrDefault(level, new byte[0]);
            if (given.length != tree.width(level) * Rfc6962.HASH_BYTES) {
                throw new IllegalArgumentException("the edge has " + given.length + " bytes at level " + level);
            }
            tree.rows.add(Arrays.copyOf(given, Tile.BYTES));
        }
        return tree;
    }

    static GrowingTree empty() {
        return of(0, new TreeMap<>());
    }

    GrowingTree copy() {
        return of(size, edge());
    }

    long size() {
        return size;
    }

    /** {@code filled} is given each tile that this leaf completes. */
    void append(Digest leafHash, BiConsumer<Tile, byte[]> filled) {
        put(0, size, leafHash, filled);
        size++;
    }

    /** What is not in full tiles: the hashes of the unfinished tile of each level that has one. */
    SortedMap<Integer, byte[]> edge() {
        var edge = new TreeMap<Integer, byte[]>();
        for (int level = 0; level < rows.size(); level++) {
            int width = width(level);
            if (width > 0) edge.put(level, Arrays.copyOf(rows.get(level), width * Rfc6962.HASH_BYTES));
        }
        return edge;
    }

    /** Every peak lies in the edge, since a full tile is a hash one level above. */
    Frontier frontier() {
        return Frontier.of(size, (height, index) -> {
            int count = 1 << (height % 8);
            return Rfc6962.root(rows.get(height / 8), (int) (index * count % Tile.WIDTH), count);
        });
    }

    private int width(int level) {
        return level > 7 ? 0 : (int) ((size >> (8 * level)) & (Tile.WIDTH - 1));
    }

    private void put(int level, long index, Digest hash, BiConsumer<Tile, byte[]> filled) {
        int place = (int) (index % Tile.WIDTH);
        byte[] row = rows.get(level);
        System.arraycopy(hash.bytes(), 0, row, place * Rfc6962.HASH_BYTES, Rfc6962.HASH_BYTES);
        if (place == Tile.WIDTH - 1) {
            byte[] full = row.clone();
            filled.accept(new Tile(level, index / Tile.WIDTH), full);
            put(level + 1, index / Tile.WIDTH, Rfc6962.root(full, 0, Tile.WIDTH), filled);
        }
    }
}
