package dev.galena.api.http;

import dev.galena.market.party.Role;
import dev.galena.market.party.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may call a route: nobody need say who they are (no roles), or one of these roles, holding the scope if there is one. */
public record Access(Set<Role> roles, @Nullable Scope scope, boolean metered) {
    public Access {
        roles = Set.copyOf(roles);
    }

    /** Without authentication. */
    public static Access open() {
        return new Access(Set.of(), null, true);
    }

    /** Whoever is authenticated. */
    public static Access anyone() {
        return new Access(EnumSet.allOf(Role.class), null, true);
    }

    public static Access may(Scope scope, Role... roles) {
        return new Access(EnumSet.copyOf(Arrays.asList(roles)), scope, true);
    }

    /** Never turned away for calling often: a person's no must get through. What runs at once and how long bodies are stays bounded. */
    public Access unmetered() {
        return new Access(roles, scope, false);
    }

    boolean isOpen() {
        return roles.isEmpty();
    }

    boolean allows(Caller caller) {
        if (scope != null && !caller.scopes().contains(scope)) {
            return false;
        }
        for (var role : caller.roles()) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
