package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives out API keys, replaces them with an overlap, and takes them back. */
public final class IssueKeys {
    private final Database database;
    private final ApiKeys keys;
    private final Admissions admissions;
    private final InstantSource clock;

    public IssueKeys(Database database, ApiKeys keys, Admissions admissions, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.admissions = admissions;
        this.clock = clock;
    }

    /** A new key and its text, which is nowhere else. */
    public record Issued(ApiKey key, String text) {
        @Override
        public String toString() {
            return "Issued[" + key.prefix() + "…]";
        }
    }

    /** Scopes beyond what the party's roles allow are a bug of the caller. */
    public Issued issue(Party party, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        return database.inTx(tx -> admissions.key(tx, party, name, scopes, expiresAt));
    }

    /** A new key like the old one, which goes on working for the overlap; nothing where the old one is not in force. */
    public Optional<Issued> rotate(Party party, UUID id, Duration overlap) {
        return database.inTx(tx -> {
            var now = clock.instant();
            var old = keys.find(tx, party.id(), id).filter(key -> key.inForce(now));
            return old.map(key -> {
                keys.expire(tx, id, now.plus(overlap));
                return admissions.key(tx, party, key.name(), key.scopes(), key.expiresAt());
            });
        });
    }

    /** At once here, within five seconds in other processes; false where the party has no such key. */
    public boolean revoke(UUID partyId, UUID id) {
        return database.inTx(tx -> keys.revoke(tx, partyId, id, clock.instant()));
    }

    public Optional<ApiKey> find(UUID partyId, UUID id) {
        return database.read(tx -> keys.find(tx, partyId, id));
    }

    public Page.Slice<ApiKey> page(UUID partyId, Page page) {
        return database.read(tx -> keys.of(tx, partyId, page));
    }

    /** Writes down when keys were last used, many at once and some time after. */
    public void used(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            database.inTx(tx -> {
                keys.used(tx, ids, clock.instant());
                return ids;
            });
        }
    }
}
