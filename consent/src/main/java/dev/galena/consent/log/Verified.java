package dev.galena.consent.log;

import java.util.HashMap;
import java.util.Map;

/**
 * As much of the log as was read again from the database after it was written, and found to go on from what was signed last.
 * Only this is signed.
 *
 * @param epoch under which it was read; another epoch has to begin anew
 */
record Verified(GrowingTree tree, long epoch) {

    /** The hashes that leaves from {@code tree} on add, and where they must be found. */
    record Grown(GrowingTree tree, Map<Tile, byte[]> full) {

        /** That of a tree which has not grown yet. */
        static Grown from(GrowingTree tree) {
            return new Grown(tree.copy(), new HashMap<>());
        }

        void append(Entry entry) {
            tree.append(entry.hash(), full::put);
        }
    }
}
