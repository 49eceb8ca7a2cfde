package dev.galena.market.purchase;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.util.Optional;
import java.util.UUID;

/** A buyer looks at what he bought. */
public final class ReadPurchases {

    private final Database database;
    private final Purchases purchases;

    public ReadPurchases(Database database, Purchases purchases) {
        this.database = database;
        this.purchases = purchases;
    }

    /** The purchase, if it is this buyer's. */
    public Optional<Purchase> one(UUID buyer, UUID id) {
        return database.read(tx -> purchases.find(tx, buyer, id));
    }

    /** Newest first. */
    public Slice<Purchase> page(UUID buyer, Page page) {
        return database.read(tx -> purchases.page(tx, buyer, page));
    }
}
