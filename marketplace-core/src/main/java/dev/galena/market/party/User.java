package dev.galena.market.party;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Somebody who logs in, for one party. */
public record User(UUID id, UUID partyId, String email, Set<Role> roles, Instant createdAt) {
    public User {
        roles = Set.copyOf(roles);
        if (!email.equals(email.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("an address is kept in lower case");
        }
    }
}
