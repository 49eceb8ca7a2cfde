package dev.galena.consent.log;

import dev.galena.consent.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hashes of a Merkle tree: RFC 6962 section 2.1, with SHA-256. */
final class Rfc6962 {

    static final int HASH_BYTES = 32;

    static final Digest EMPTY = Digest.sha256(new byte[0]);

    private static final byte NODE = 1;

    private Rfc6962() {}

    static Digest leaf(byte[] entry) {
        return Digest.ofLeaf(entry);
    }

    static Digest node(Digest left, Digest right) {
        var digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes());
        return Digest.of(digest.digest(right.bytes()));
    }

    /** The root over a complete row of hashes lying one after the other: {@code count} is a power of two. */
    static Digest root(byte[] row, int from, int count) {
        if (Integer.bitCount(count) != 1) throw new IllegalArgumentException("no complete tree of " + count);
        var digest = sha256();
        byte[] level = new byte[count * HASH_BYTES];
        System.arraycopy(row, from * HASH_BYTES, level, 0, level.length);
        for (int n = count; n > 1; n /= 2) {
            for (int i = 0; i < n / 2; i++) {
                digest.update(NODE);
                digest.update(level, 2 * i * HASH_BYTES, 2 * HASH_BYTES);
                System.arraycopy(digest.digest(), 0, level, i * HASH_BYTES, HASH_BYTES);
            }
        }
        return Digest.of(Arrays.copyOf(level, HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
