package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that is needed to go on with a tree: the roots of the complete subtrees it consists of, one for each bit of its
 * size, the largest first. A tree of ten million leaves has eleven. Not for several threads.
 */
public final class Frontier {

    private final List<Digest> peaks;
    private long size;

    private Frontier(long size, List<Digest> peaks) {
        if (size < 0 || peaks.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(peaks.size() + " peaks for a size of " + size);
        }
        this.size = size;
        this.peaks = peaks;
    }

    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /** That of the first {@code size} leaves of a tree. */
    static Frontier of(long size, Nodes nodes) {
        var peaks = new ArrayList<Digest>();
        for (int height = 62; height >= 0; height--) {
            if (((size >> height) & 1) != 0) peaks.add(nodes.root(height, (size >> height) - 1));
        }
        return new Frontier(size, peaks);
    }

    public Frontier copy() {
        return new Frontier(size, new ArrayList<>(peaks));
    }

    public long size() {
        return size;
    }

    public void append(Digest leafHash) {
        var merged = leafHash;
        for (long n = size; (n & 1) != 0; n >>= 1) {
            merged = Rfc6962.node(peaks.removeLast(), merged);
        }
        peaks.add(merged);
        size++;
    }

    public Digest root() {
        if (peaks.isEmpty()) return Rfc6962.EMPTY;
        var root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = Rfc6962.node(peaks.get(i), root);
        }
        return root;
    }
}
