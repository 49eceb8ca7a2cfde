package dev.galena.billing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The balance of a STRICT account, its row locked, in minor units.
 *
 * @param floor null: may fall without end
 */
public record Wallet(
        UUID accountId, long posted, long held, @Nullable Long floor) {

    /** What may still be debited. */
    public long available() {
        return floor == null ? Long.MAX_VALUE : Math.subtractExact(Math.subtractExact(posted, held), floor);
    }

    public boolean covers(long amount) {
        return available() >= amount;
    }

    /** As it will be after this amount is debited in the same transaction. */
    public Wallet debited(long amount) {
        return new Wallet(accountId, Math.subtractExact(posted, amount), held, floor);
    }
}
