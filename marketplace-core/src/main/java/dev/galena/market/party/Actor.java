package dev.galena.market.party;

import dev.galena.db.Id;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key or a person acting for a party, with what they may do, until when. */
public record Actor(
        Party party,
        Kind kind,
        UUID id,
        Set<Role> roles,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) {
    /** Who acts, and how their ids begin. */
    public enum Kind {
        KEY("key"),
        PERSON("usr");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public Actor {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** As records of access name them: {@code key_…} or {@code usr_…}. */
    public String text() {
        return Id.text(kind.prefix, id);
    }

    /** The same, but ending no later than this. */
    public Actor until(Instant end) {
        return new Actor(
                party, kind, id, roles, scopes, expiresAt == null || end.isBefore(expiresAt) ? end : expiresAt);
    }

    public boolean expired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
