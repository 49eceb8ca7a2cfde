package dev.galena.consent.log;

/**
 * Where 256 hashes lie together: the {@code index}-th tile of its level. Level 0 has the hashes of leaves, each level above
 * the roots of full tiles below. C2SP tlog-tiles.
 */
record Tile(int level, long index) {

    static final int WIDTH = 256;
    static final int BYTES = WIDTH * Rfc6962.HASH_BYTES;
    static final int LEVELS_MAX = 63;

    Tile {
        if (level < 0 || level > LEVELS_MAX || index < 0) throw new IllegalArgumentException(level + "/" + index);
    }

    /** How many of its hashes a tree of this size has. */
    int width(long size) {
        // Above level 7 a tree would need more leaves than a long counts.
        long row = level > 7 ? 0 : size >> (8 * level);
        return Math.clamp(row - index * WIDTH, 0, WIDTH);
    }
}
