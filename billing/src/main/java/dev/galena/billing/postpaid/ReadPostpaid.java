package dev.galena.billing.postpaid;

import dev.galena.db.Database;
import java.util.Optional;
import java.util.UUID;

/** Somebody looks at how a buyer pays. */
public final class ReadPostpaid {

    private final Database database;
    private final Postpaid postpaid = new Postpaid();

    public ReadPostpaid(Database database) {
        this.database = database;
    }

    /** Nothing for a party that has always paid in advance. */
    public Optional<Agreed> find(UUID partyId) {
        return database.read(tx -> postpaid.find(tx, partyId));
    }
}
