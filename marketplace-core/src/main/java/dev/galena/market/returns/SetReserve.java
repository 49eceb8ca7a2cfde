package dev.galena.market.returns;

import dev.galena.db.Database;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operator says how much of what a seller earns is kept back, and for how many days. */
public final class SetReserve {

    private final Database database;
    private final InstantSource clock;
    private final Releases releases = new Releases();
    private final Parties parties = new Parties();

    public SetReserve(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How much is kept back, and for how long.
     *
     * @param bps of what is released, in hundredths of a percent
     */
    public record Reserve(int bps, int days) {}

    /** Of what is released now: nothing where nobody said so; empty: no such seller. */
    public Optional<Reserve> find(UUID seller) {
        return database.read(tx -> parties.find(tx, seller)
                .filter(p -> p.is(Role.SELLER))
                .map(p -> releases.reserves(tx, List.of(seller)).getOrDefault(seller, new Releases.Reserve(0, 0)))
                .map(r -> new Reserve(r.bps(), r.days())));
    }

    /** Of what is released from now on; false: no such seller. */
    public boolean set(UUID seller, int bps, int days, String actor) {
        return database.<Boolean>inTx(tx -> {
            if (parties.find(tx, seller).filter(p -> p.is(Role.SELLER)).isEmpty()) return false;
            releases.setReserve(tx, seller, new Releases.Reserve(bps, days), actor, clock.instant());
            return true;
        });
    }
}
