package dev.galena.consent.log;

import dev.galena.consent.Digest;

/** A tree as a look-up of its complete subtrees. */
@FunctionalInterface
interface Nodes {

    /** The root over the leaves from {@code index · 2^height} to {@code (index + 1) · 2^height}. */
    Digest root(int height, long index);
}
