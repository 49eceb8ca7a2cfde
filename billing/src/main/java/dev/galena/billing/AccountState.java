package dev.galena.billing;

import org.jspecify.annotations.Nullable;

/**
 * An account as it stands.
 *
 * @param balance folded or not
 * @param held of it, set aside
 * @param floor below what it may not fall; null: none
 * @param credit the credit line, of a wallet
 */
public record AccountState(
        Account account,
        Money balance,
        Money held,
        @Nullable Money floor,
        Money credit,
        boolean frozen) {}
