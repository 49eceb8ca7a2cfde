package dev.galena.market.returns;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A party looks at its returns; the operator at everybody's. */
public final class ReadReturns {

    private final Database database;
    private final Returns returns = new Returns();

    public ReadReturns(Database database) {
        this.database = database;
    }

    /** {@code party}: whose, as buyer or seller; null: the operator asks. */
    public Optional<LeadReturn> one(@Nullable UUID party, UUID id) {
        return database.read(tx -> returns.find(tx, id))
                .filter(r ->
                        party == null || r.buyer().equals(party) || r.seller().equals(party));
    }

    public Slice<LeadReturn> page(@Nullable UUID party, @Nullable String state, Page page) {
        return database.read(tx -> returns.page(tx, party, state, page));
    }
}
