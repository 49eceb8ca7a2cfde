package dev.galena.market.returns;

import dev.galena.db.Database;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Role;
import java.time.InstantSource;
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

    /** Of what is released from now on; false: no such seller. */
    public boolean set(UUID seller, int bps, int days, String actor) {
        return database.<Boolean>inTx(tx -> {
            if (parties.find(tx, seller).filter(p -> p.is(Role.SELLER)).isEmpty()) return false;
            releases.setReserve(tx, seller, new Releases.Reserve(bps, days), actor, clock.instant());
            return true;
        });
    }
}
