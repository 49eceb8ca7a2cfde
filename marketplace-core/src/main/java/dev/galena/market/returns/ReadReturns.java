package dev.galena.market.returns;

import dev.galena.billing.Money;
import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import dev.galena.market.vertical.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A party looks at its sales as they stand now, and at its returns; the operator at everybody's. */
public final class ReadReturns {

    private final Database database;
    private final Returns returns = new Returns();
    private final SoldLeads soldLeads = new SoldLeads();

    /**
     * A sale after returns and changes of level.
     *
     * @param paid what the buyer, or his quota, has paid and not got back, with VAT
     * @param share what the seller has of it
     * @param released it may be paid out to him
     */
    public record Stand(
            UUID id,
            UUID lead,
            UUID purchase,
            Level level,
            boolean exclusive,
            Money paid,
            Money share,
            boolean released,
            Instant soldAt,
            Instant returnUntil) {}

    public ReadReturns(Database database) {
        this.database = database;
    }

    /** {@code party}: whose, as buyer or seller; null: the operator asks. */
    public Optional<LeadReturn> one(@Nullable UUID party, UUID id) {
        return database.read(tx -> returns.find(tx, id))
                .filter(r ->
                        party == null || r.buyer().equals(party) || r.seller().equals(party));
    }

    public Optional<Stand> sale(@Nullable UUID party, UUID id) {
        return database.read(tx -> soldLeads.find(tx, id))
                .filter(s -> party == null || party.equals(s.buyer()) || party.equals(s.seller()))
                .map(s -> new Stand(
                        s.id(),
                        s.lead(),
                        s.purchase(),
                        Level.of(s.level()),
                        s.exclusive(),
                        new Money(s.left().gross(), s.currency()),
                        new Money(s.left().share(), s.currency()),
                        s.released(),
                        s.soldAt(),
                        s.returnUntil()));
    }

    public Slice<LeadReturn> page(@Nullable UUID party, @Nullable String state, Page page) {
        return database.read(tx -> returns.page(tx, party, state, page));
    }
}
