package dev.galena.market.pricing;

import dev.galena.billing.Money;
import dev.galena.db.Database;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import dev.galena.market.party.Role;
import dev.galena.market.vertical.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator looks at what single sellers and buyers have agreed: what is in force, and what is to come. */
public final class ReadDeals {

    private final Database database;
    private final InstantSource clock;
    private final DealRows rows = new DealRows();
    private final Parties parties = new Parties();

    /**
     * The marketplace's part of a seller's list prices.
     *
     * @param vertical code; null: of any
     * @param feeBps null: the vertical's own
     */
    public record Fee(@Nullable String vertical, @Nullable Integer feeBps, int version, Instant from) {}

    /**
     * What a buyer pays.
     *
     * @param level null: of any
     * @param price null: the list price
     */
    public record Price(
            String vertical,
            @Nullable Level level,
            boolean exclusive,
            @Nullable Money price,
            int version,
            Instant from) {}

    public ReadDeals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Nothing where there is no such seller. */
    public Optional<List<Fee>> fees(UUID seller) {
        return database.read(tx -> parties.find(tx, seller)
                .filter(p -> p.is(Role.SELLER))
                .map(p -> rows.fees(tx, p.id(), clock.instant())));
    }

    /** Nothing where there is no such buyer. */
    public Optional<List<Price>> prices(UUID buyer) {
        return database.read(tx -> {
            Optional<Party> party = parties.find(tx, buyer).filter(p -> p.is(Role.BUYER));
            return party.map(p -> rows.prices(tx, p.id(), p.currency(), clock.instant()));
        });
    }
}
