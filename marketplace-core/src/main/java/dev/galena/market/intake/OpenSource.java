package dev.galena.market.intake;

import dev.galena.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** A seller names where leads come from, before any arrive. */
public final class OpenSource {
    private final Database database;
    private final Sources sources;
    private final InstantSource clock;

    OpenSource(Database database, Sources sources, InstantSource clock) {
        this.database = database;
        this.sources = sources;
        this.clock = clock;
    }

    /** The source of that code, made when it is new. */
    public KnownSource open(UUID sellerId, String code) {
        return database.inTx(tx -> {
            sources.add(tx, sellerId, code, clock.instant());
            return sources.ofSeller(tx, sellerId, code).getFirst();
        });
    }

    public List<KnownSource> all(UUID sellerId) {
        return database.read(tx -> sources.ofSeller(tx, sellerId, null));
    }
}
