package dev.galena.api.http;

import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: for which party, through which key or person, and what they may do. A key has its party's roles and its own
 * scopes; a person has their own roles and every scope these allow, and a CSRF token.
 */
public record Caller(Party party, Set<Role> roles, Set<Scope> scopes, UUID actorId, String actor, @Nullable String csrf) {
    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    public UUID partyId() {
        return party.id();
    }

    public boolean test() {
        return party.test();
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
