package dev.galena.market;

import dev.galena.db.Database;
import dev.galena.market.party.Identify;
import java.time.InstantSource;

/** Builds everything the market is made of, in the order of the story. Whoever needs a part takes it from here. */
public final class Marketplace {
    // ── who trades ──
    public final Identify identify;

    // ── kinds of lead ──

    // ── leads come in ──

    // ── listings ──

    // ── purchases ──

    // ── delivery and trail ──

    public Marketplace(Database database, InstantSource clock) {
        // ── who trades ──
        identify = new Identify(database, clock);

        // ── kinds of lead ──

        // ── leads come in ──

        // ── listings ──

        // ── purchases ──

        // ── delivery and trail ──
    }
}
