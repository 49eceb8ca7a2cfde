package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.List;

/** Checks proofs without the tree: RFC 9162 sections 2.1.3.2 and 2.1.4.2, which are sound for trees of RFC 6962 too. */
public final class Check {

    private Check() {}

    /** Whether a tree of this size and root has this leaf at this index. */
    public static boolean inclusion(Digest leafHash, long index, long size, List<Digest> path, Digest root) {
        if (index < 0 || index >= size) return false;
        long node = index;
        long last = size - 1;
        var hash = leafHash;
        for (var sibling : path) {
            if (last == 0) return false;
            if ((node & 1) != 0 || node == last) {
                hash = Rfc6962.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Rfc6962.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /**
     * Whether a tree of the second size and root begins with that of the first. From nothing everything follows, by an empty
     * proof, as tlog-witness has it.
     */
    public static boolean consistency(
            long firstSize, Digest firstRoot, long secondSize, Digest secondRoot, List<Digest> path) {
        if (firstSize < 0 || firstSize > secondSize) return false;
        if (firstSize == 0) return path.isEmpty() && firstRoot.equals(Rfc6962.EMPTY);
        if (firstSize == secondSize) return path.isEmpty() && firstRoot.equals(secondRoot);
        if (path.isEmpty()) return false;
        boolean complete = Long.bitCount(firstSize) == 1;
        long node = firstSize - 1;
        long last = secondSize - 1;
        while ((node & 1) != 0) {
            node >>= 1;
            last >>= 1;
        }
        var first = complete ? firstRoot : path.getFirst();
        var second = first;
        for (var sibling : path.subList(complete ? 0 : 1, path.size())) {
            if (last == 0) return false;
            if ((node & 1) != 0 || node == last) {
                first = Rfc6962.node(sibling, first);
                second = Rfc6962.node(sibling, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Rfc6962.node(second, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first.equals(firstRoot) && second.equals(secondRoot);
    }
}
