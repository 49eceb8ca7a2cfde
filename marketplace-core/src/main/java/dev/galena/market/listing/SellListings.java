package dev.galena.market.listing;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Tx;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A seller looks after what is offered in its name. */
public final class SellListings {
    public static final String ORDER = "lead.newest";

    private final Database database;
    private final Listings listings;

    public SellListings(Database database, Listings listings) {
        this.database = database;
        this.listings = listings;
    }

    /** What came of a withdrawal, in the order of precedence. */
    public enum Outcome {
        /** There is none of that seller. */
        NOT_FOUND,
        /** It has ended otherwise: sold out, expired, erased. */
        NOT_OPEN,
        /** Nobody can buy it any more; what is sold stays sold. Also said of what was withdrawn before. */
        WITHDRAWN
    }

    /** Newest first. Looking for few among many takes a while: on a connection of its own. */
    public Page.Slice<OwnListing> page(UUID sellerId, Wanted wanted, Page page) {
        Function<Tx, Page.Slice<OwnListing>> read = tx -> page.cut(
                ORDER,
                listings.ofSeller(tx, sellerId, wanted, page),
                own -> new Cursor("", own.listing().terms().leadId()));
        return wanted.equals(Wanted.ALL) ? database.read(read) : database.inTx(read);
    }

    /** Takes effect under the lock that sales take too: after it returns, nothing more is sold. */
    public Outcome withdraw(UUID leadId, UUID sellerId) {
        return database.inTx(tx -> {
            Listing listing = listings.lock(tx, List.of(leadId)).get(leadId);
            if (listing == null || !listing.terms().sellerId().equals(sellerId)) return Outcome.NOT_FOUND;
            return switch (listing.status()) {
                case EXHAUSTED, EXPIRED, ERASED -> Outcome.NOT_OPEN;
                case WITHDRAWN -> Outcome.WITHDRAWN;
                case OPEN -> {
                    listings.close(tx, List.of(leadId), Listing.Status.WITHDRAWN);
                    yield Outcome.WITHDRAWN;
                }
            };
        });
    }
}
