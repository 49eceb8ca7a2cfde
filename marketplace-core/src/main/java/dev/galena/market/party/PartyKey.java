package dev.galena.market.party;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A public key of a party, for Ed25519 (RFC 8032).
 *
 * @param publicKey its 32 bytes
 * @param revokedAt nothing signed with it is accepted from then on; what was accepted before can still be checked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record PartyKey(
        UUID id,
        UUID partyId,
        String label,
        byte[] publicKey,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
