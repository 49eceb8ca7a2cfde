package dev.galena.consent;

import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A seller's signature over what it handed in: which key signed which text, such as the signature base of RFC 9421 with the digest
 * of a file. Everybody who has it can check it.
 *
 * @param publicKey 32 bytes, Ed25519
 * @param signed the text, in ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Submission(UUID sellerId, UUID keyId, byte[] publicKey, String signed, byte[] signature) {

    public static final int SIGNED_CHARS_MAX = 4_000;

    public Submission {
        if (signed.isEmpty() || signed.length() > SIGNED_CHARS_MAX) {
            throw new IllegalArgumentException("a signed text of " + signed.length() + " characters");
        }
        publicKey = publicKey.clone();
        signature = signature.clone();
    }

    /** All of it as canonical JSON; grants name its SHA-256. */
    byte[] document() {
        var base64 = Base64.getEncoder();
        return Canonical.bytes(Map.of(
                "v",
                1,
                "seller",
                sellerId,
                "key",
                keyId,
                "algorithm",
                "ed25519",
                "public_key",
                base64.encodeToString(publicKey),
                "signed",
                signed,
                "signature",
                base64.encodeToString(signature)));
    }
}
