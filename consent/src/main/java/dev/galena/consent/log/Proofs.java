package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.util.ArrayList;
import java.util.List;

/** Builds proofs about a tree: that it has a leaf, or that it begins with a smaller tree. RFC 6962 sections 2.1.1 and 2.1.2. */
final class Proofs {

    private final Nodes nodes;

    Proofs(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The siblings on the way from this leaf up to the root of the first {@code size} leaves. */
    List<Digest> inclusion(long leaf, long size) {
        if (leaf < 0 || leaf >= size) throw new IllegalArgumentException("no leaf " + leaf + " among " + size);
        var path = new ArrayList<Digest>();
        inclusion(leaf, 0, size, path);
        return path;
    }

    /** What leads from the root of the first {@code from} leaves to that of the first {@code to}. */
    List<Digest> consistency(long from, long to) {
        if (from < 0 || from > to) throw new IllegalArgumentException("from " + from + " to " + to);
        var path = new ArrayList<Digest>();
        if (from > 0 && from < to) consistency(from, 0, to, true, path);
        return path;
    }

    /** The root over the leaves from {@code low} to before {@code high}. */
    Digest root(long low, long high) {
        if (low == high) return Rfc6962.EMPTY;
        long count = high - low;
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return nodes.root(height, low >> height);
        }
        long middle = low + half(count);
        return Rfc6962.node(root(low, middle), root(middle, high));
    }

    private void inclusion(long leaf, long low, long high, List<Digest> path) {
        if (high - low == 1) return;
        long middle = low + half(high - low);
        if (leaf < middle) {
            inclusion(leaf, low, middle, path);
            path.add(root(middle, high));
        } else {
            inclusion(leaf, middle, high, path);
            path.add(root(low, middle));
        }
    }

    /** {@code known}: the verifier has the root over the part that is left. */
    private void consistency(long from, long low, long high, boolean known, List<Digest> path) {
        if (from == high) {
            if (!known) path.add(root(low, high));
            return;
        }
        long middle = low + half(high - low);
        if (from <= middle) {
            consistency(from, low, middle, known, path);
            path.add(root(middle, high));
        } else {
            consistency(from, middle, high, false, path);
            path.add(root(low, middle));
        }
    }

    /** The largest power of two below. */
    private static long half(long count) {
        return Long.highestOneBit(count - 1);
    }
}
