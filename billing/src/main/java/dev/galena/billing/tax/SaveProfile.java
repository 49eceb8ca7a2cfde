package dev.galena.billing.tax;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A party says who it is; what it is charged from now on follows. Where the marketplace itself moves, or rules come into force,
 * everybody's standing is decided anew.
 */
public final class SaveProfile {

    private static final int ROWS_MAX = 1_000;
    private static final String LOCK = "select from billing.profile where party_id = $1 ";

    private final Database database;
    private final Profiles profiles;
    private final VatRuleBook rules;
    private final Standings standings;
    private final BiConsumer<Tx, UUID> saved;
    private final InstantSource clock;

    /** {@code saved} hears whose profile changed, in the same transaction. */
    public SaveProfile(
            Database database,
            Profiles profiles,
            VatRuleBook rules,
            Standings standings,
            BiConsumer<Tx, UUID> saved,
            InstantSource clock) {
        this.database = database;
        this.profiles = profiles;
        this.rules = rules;
        this.standings = standings;
        this.saved = saved;
        this.clock = clock;
    }

    public void save(Profile profile) {
        Instant now = clock.instant();
        database.inTxRetrying(tx -> {
            // The marketplace's own is locked against everybody's, so that no standing follows from one that was
            // replaced.
            boolean own = profile.party().equals(Profile.PLATFORM);
            tx.rows(own ? LOCK + "for no key update" : LOCK + "for share", Profile.PLATFORM);
            profiles.save(tx, profile, now);
            if (own) {
                decideAll(tx, profile, now);
            } else {
                var platform = profiles.find(tx, Profile.PLATFORM);
                if (platform.isPresent()) decide(tx, platform.get(), Map.of(profile.party(), profile), now);
                saved.accept(tx, profile.party());
            }
            return profile;
        });
    }

    public Optional<Profile> find(UUID party) {
        return database.read(tx -> profiles.find(tx, party));
    }

    /** Decides everybody's standing by the rules in force today; tells nothing where none changes. */
    public void review() {
        Instant now = clock.instant();
        database.inTxRetrying(tx -> {
            profiles.find(tx, Profile.PLATFORM).ifPresent(platform -> decideAll(tx, platform, now));
            return tx;
        });
    }

    private void decideAll(Tx tx, Profile platform, Instant now) {
        UUID last = null;
        while (true) {
            var some = profiles.lockBehind(tx, last, ROWS_MAX);
            var parties = new LinkedHashMap<UUID, Profile>();
            some.forEach(p -> parties.put(p.party(), p));
            parties.remove(Profile.PLATFORM);
            decide(tx, platform, parties, now);
            if (some.size() < ROWS_MAX) return;
            last = some.getLast().party();
        }
    }

    private void decide(Tx tx, Profile platform, Map<UUID, Profile> parties, Instant now) {
        var today = rules.on(tx, now.atZone(platform.zone()).toLocalDate());
        var taxes = new LinkedHashMap<UUID, Tax>();
        parties.forEach((party, profile) -> taxes.put(party, today.decide(platform, profile)));
        standings.set(tx, taxes, now);
    }
}
