package dev.galena.consent.log;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 (RFC 8032) with keys as the 32 bytes that notes carry, where the JDK wants them wrapped (RFC 8410). */
public final class Ed25519 {

    public static final int KEY_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of the eight points whose order divides eight. */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            FIELD.subtract(BigInteger.ONE),
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7", 16),
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

    private Ed25519() {}

    /** The public key of a secret one. */
    static byte[] publicKey(byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            // A secret key is 32 random bytes, so that what generates one from given bytes computes its public key.
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot compute a public key", e);
        }
    }

    static byte[] sign(byte[] seed, byte[] message) {
        try {
            PrivateKey key = factory().generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, seed)));
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /**
     * Whether these bytes are a key that only its owner can sign under: a point of the curve, written in the one right way,
     * and none of the few of small order, under which anybody can make signatures.
     */
    public static boolean isKey(byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) return false;
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) bigEndian[i] = publicKey[KEY_BYTES - 1 - i];
        bigEndian[0] &= 0x7f; // the sign of x
        var y = new BigInteger(1, bigEndian);
        if (y.compareTo(FIELD) >= 0 || SMALL_ORDER.contains(y)) return false;
        try {
            var key =
                    (EdECPublicKey) factory().generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, publicKey)));
            Signature.getInstance("Ed25519").initVerify(key); // takes the point's root, which may not exist
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signed) {
        if (signed.length != SIGNATURE_BYTES) return false;
        try {
            PublicKey key = factory().generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, publicKey)));
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key that is no point of the curve, or a signature out of range
        }
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519");
    }

    private static byte[] joined(byte[] prefix, byte[] key) {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("a key of " + key.length + " bytes");
        byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] to) {
            if (to.length != bytes.length) throw new IllegalStateException("asked for " + to.length + " bytes");
            System.arraycopy(bytes, 0, to, 0, to.length);
        }
    }
}
