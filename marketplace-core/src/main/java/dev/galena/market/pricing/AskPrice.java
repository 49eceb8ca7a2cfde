package dev.galena.market.pricing;

import dev.galena.db.Database;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A seller says what he wants for a lead while it is fresh. Where its vertical has a price rule, the price follows from it
 * with the age.
 */
public final class AskPrice {

    private static final String LOCK = """
            select status, vertical_id from market.listing
            where lead_id = $1 and seller_id = $2 for no key update""";

    private static final String ASK = "update market.listing set ask = $2, reprice_at = $3 where lead_id = $1";

    /** What came of it, in the order of precedence. */
    public enum Outcome {
        NOT_FOUND,
        /** Sold out, expired, withdrawn or erased. */
        NOT_OPEN,
        /** No rule of the vertical would use it. */
        NO_RULE,
        /** The price follows within seconds. */
        ASKED
    }

    private final Database database;
    private final PriceRules rules;
    private final InstantSource clock;

    public AskPrice(Database database, PriceRules rules, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
    }

    /** {@code price} of one shared slot, in minor units of the seller's currency; null: what the level costs. */
    public Outcome ask(UUID lead, UUID seller, @Nullable Long price) {
        return database.inTx(tx -> {
            var rows = tx.rows(LOCK, lead, seller);
            if (rows.isEmpty()) return Outcome.NOT_FOUND;
            if (!rows.getFirst().getString(0).equals("open")) return Outcome.NOT_OPEN;
            var now = clock.instant();
            if (rules.current(rows.getFirst().getInteger(1), now).isEmpty()) return Outcome.NO_RULE;
            tx.change(1, ASK, lead, price, now);
            return Outcome.ASKED;
        });
    }
}
