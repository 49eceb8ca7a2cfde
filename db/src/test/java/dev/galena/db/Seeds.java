package dev.galena.db;

import java.util.Random;

/**
 * Where tests that use chance begin. Each prints its seed, and {@code -Dseed=…} lets all of them begin there instead, so that what
 * failed once can be looked at again.
 */
public final class Seeds {

    private Seeds() {}

    /** Chance that begins at this seed, or at the one of the property. */
    public static Random random(String test, long seed) {
        return new Random(seed(test, seed));
    }

    /** This seed, or the one of the property. */
    public static long seed(String test, long seed) {
        long chosen = Long.getLong("seed", seed);
        System.out.println(test + ": seed " + chosen);
        return chosen;
    }
}
