package dev.galena.billing.promo;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.util.UUID;

/** A buyer looks at the credit that was given to it. */
public final class ReadPromos {

    private final Database database;
    private final PromoGrants grants = new PromoGrants();

    public ReadPromos(Database database) {
        this.database = database;
    }

    /** Newest first; what is left of them, as it was last worked out: whenever one was added or expired. */
    public Slice<PromoGrant> page(UUID partyId, Page page) {
        return database.read(tx -> grants.page(tx, partyId, page));
    }
}
