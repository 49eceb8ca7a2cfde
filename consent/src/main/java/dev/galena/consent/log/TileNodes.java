package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A tree read from its tiles: every complete subtree lies within one of them. */
final class TileNodes implements Nodes {

    private final Map<Tile, byte[]> tiles;

    /** The hashes of each tile one after the other, up to as many as are asked for. */
    TileNodes(Map<Tile, byte[]> tiles) {
        this.tiles = tiles;
    }

    /** Which tiles some work looks at; its results mean nothing. */
    static Set<Tile> used(Consumer<Nodes> work) {
        var used = new HashSet<Tile>();
        work.accept((height, index) -> {
            used.add(tile(height, index));
            return Rfc6962.EMPTY;
        });
        return used;
    }

    @Override
    public Digest root(int height, long index) {
        int count = 1 << (height % 8);
        int from = (int) (index * count % Tile.WIDTH);
        var tile = tile(height, index);
        byte[] hashes = tiles.get(tile);
        if (hashes == null || hashes.length < (from + count) * Rfc6962.HASH_BYTES) {
            throw new MissingTile(tile);
        }
        return Rfc6962.root(hashes, from, count);
    }

    private static Tile tile(int height, long index) {
        return new Tile(height / 8, (index << (height % 8)) / Tile.WIDTH);
    }

    /** The stored log lacks hashes that a tree of its size has. */
    static final class MissingTile extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingTile(Tile tile) {
            super("tile " + tile.level() + "/" + tile.index() + " is missing or too short");
        }
    }
}
