package dev.galena.billing.document;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Slice;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody looks at documents: a party at its own, the operator (null) at everybody's. */
public final class ReadDocuments {

    private final Database database;
    private final Documents documents = new Documents();

    public ReadDocuments(Database database) {
        this.database = database;
    }

    /** Newest first. */
    public Slice<Documents.Entry> page(Set<Kind> kinds, @Nullable UUID party, Page page) {
        return database.read(tx -> documents.page(tx, kinds, party, page));
    }

    /** The bytes as frozen. */
    public Optional<byte[]> frozen(UUID id, Set<Kind> kinds, @Nullable UUID party) {
        return database.read(tx -> documents.frozen(tx, id, kinds, party));
    }
}
