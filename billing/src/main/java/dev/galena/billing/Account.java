package dev.galena.billing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One party's (null: the platform's) money of one kind and currency. The id follows from the rest (a name-based UUID of
 * version 8), so a purchase names its accounts without looking them up; posting to one that was never opened raises.
 *
 * @param detail tells apart accounts of a kind that has several: a provider, a country and rate; empty otherwise
 */
public record Account(UUID id, @Nullable UUID partyId, AccountKind kind, String detail, Currency currency) {

    public static Account of(@Nullable UUID partyId, AccountKind kind, Currency currency) {
        return of(partyId, kind, "", currency);
    }

    public static Account of(@Nullable UUID partyId, AccountKind kind, String detail, Currency currency) {
        if (detail.length() > 40) {
            throw new IllegalArgumentException("detail longer than 40 characters: " + detail);
        }
        return new Account(id(partyId, kind, detail, currency), partyId, kind, detail, currency);
    }

    public static Account wallet(UUID buyerId, Currency currency) {
        return of(buyerId, AccountKind.BUYER_WALLET, currency);
    }

    /** The platform's own. */
    public static Account platform(AccountKind kind, Currency currency) {
        return of(null, kind, currency);
    }

    private static UUID id(@Nullable UUID partyId, AccountKind kind, String detail, Currency currency) {
        byte[] name =
                (kind.name() + '\0' + detail + '\0' + currency.getCurrencyCode()).getBytes(StandardCharsets.UTF_8);
        var input = ByteBuffer.allocate(16 + name.length);
        if (partyId != null) {
            input.putLong(partyId.getMostSignificantBits()).putLong(partyId.getLeastSignificantBits());
        }
        var hash = ByteBuffer.wrap(sha256(input.position(16).put(name).array()));
        return new UUID(
                (hash.getLong() & ~0xF000L) | 0x8000L,
                (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
