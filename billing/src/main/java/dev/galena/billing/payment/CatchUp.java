package dev.galena.billing.payment;

import dev.galena.db.Database;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads the provider's events of the last days again, for those that never arrived. What is known already changes nothing. */
public final class CatchUp {

    private static final Duration BACK = Duration.ofDays(3);

    private final Database database;
    private final ProviderEvents events = new ProviderEvents();
    private final Payments provider;
    private final InstantSource clock;

    public CatchUp(Database database, Payments provider, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.clock = clock;
    }

    /** How many were new. */
    public int run() {
        return run(clock.instant().minus(BACK));
    }

    int run(Instant from) {
        var until = clock.instant().plusSeconds(1);
        int added = 0;
        @Nullable String after = null;
        do {
            var told = provider.events(from, until, after);
            added += database.inTx(tx -> {
                int fresh = 0;
                for (var event : told.events()) {
                    if (events.keep(tx, provider.name(), new JsonObject(event), clock.instant())) fresh++;
                }
                return fresh;
            });
            after = told.next();
        } while (after != null);
        return added;
    }
}
