package dev.galena.consent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: the address of a notice, or the head of a consent's chain of events. */
public final class Digest implements Comparable<Digest> {

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over the array: the caller must not change it. */
    public static Digest of(byte[] bytes) {
        if (bytes.length != 32) throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + bytes.length);
        return new Digest(bytes);
    }

    public static Digest sha256(byte[] content) {
        return new Digest(messageDigest().digest(content));
    }

    /** The hash of a leaf of a Merkle tree: SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
    public static Digest ofLeaf(byte[] leaf) {
        var digest = messageDigest();
        digest.update((byte) 0);
        return new Digest(digest.digest(leaf));
    }

    private static MessageDigest messageDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** In the order of unsigned bytes, which is also PostgreSQL's order of bytea. */
    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] & 0xFF) | ((bytes[1] & 0xFF) << 8) | ((bytes[2] & 0xFF) << 16) | (bytes[3] << 24);
    }

    @Override
    public String toString() {
        return hex();
    }
}
