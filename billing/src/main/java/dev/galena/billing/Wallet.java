package dev.galena.billing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The balance of an account, its row locked, in minor units.
 *
 * @param held set aside for something that may come
 * @param floor null: may fall without end; a credit line lowers it, a debt lifts it, perhaps above what is there
 * @param frozen nothing may be debited
 */
public record Wallet(
        UUID accountId, long posted, long held, @Nullable Long floor, boolean frozen) {

    /** What may still be debited, never less than nothing. */
    public long available() {
        if (frozen) return 0;
        if (floor == null) return Long.MAX_VALUE;
        return Math.max(0, Math.subtractExact(Math.subtractExact(posted, held), floor));
    }

    public boolean covers(long amount) {
        return available() >= amount;
    }

    /** As it will be after this amount is debited in the same transaction. */
    public Wallet debited(long amount) {
        return new Wallet(accountId, Math.subtractExact(posted, amount), held, floor, frozen);
    }
}
