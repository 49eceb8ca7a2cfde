package dev.galena.market.party;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who trades here. Its {@code name} is also the name a consent notice must show. A test party uses the currency XTS, a
 * real one never: so no test lead can be sold for money.
 */
public record Party(
        UUID id,
        String name,
        Set<Role> roles,
        Currency currency,
        ZoneId timeZone,
        boolean suspended,
        Instant createdAt) {
    /** ISO 4217's code for testing. */
    public static final Currency TEST_CURRENCY = Currency.getInstance("XTS");

    public Party {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a party has at least one role");
        }
    }

    public boolean test() {
        return currency.equals(TEST_CURRENCY);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
