package dev.galena.api.http;

import dev.galena.market.party.Actor;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: for which party, through which key or person, and what they may do. A token may hold fewer scopes than its key. A person
 * logged in has an address and a token against forged requests.
 */
public record Caller(
        Actor as,
        Set<Scope> scopes,
        @Nullable String email,
        @Nullable String csrf) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public static Caller key(Actor key) {
        return new Caller(key, key.scopes(), null, null);
    }

    public Party party() {
        return as.party();
    }

    public UUID partyId() {
        return as.party().id();
    }

    public boolean test() {
        return as.party().test();
    }

    public Set<Role> roles() {
        return as.roles();
    }

    public boolean is(Role role) {
        return as.roles().contains(role);
    }

    UUID actorId() {
        return as.id();
    }

    /** {@code key_…} or {@code usr_…}, for records of access. */
    public String actor() {
        return as.text();
    }
}
