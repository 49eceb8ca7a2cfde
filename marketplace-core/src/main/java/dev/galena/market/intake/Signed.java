package dev.galena.market.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A signature that came with leads, not checked yet.
 *
 * @param texts of which one was signed; several where it cannot be known how the sender wrote the address
 * @param contentSha256 of the bytes handed in, as the signed text says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Signed(UUID keyId, Instant created, List<String> texts, byte[] contentSha256, byte[] signature) {
    public Signed {
        texts = List.copyOf(texts);
        contentSha256 = contentSha256.clone();
        signature = signature.clone();
    }
}
