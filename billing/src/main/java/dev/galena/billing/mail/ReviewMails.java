package dev.galena.billing.mail;

import dev.galena.db.Database;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator looks at what was to be sent, and has what was given up sent again. */
public final class ReviewMails {

    /** The only order: newest first. */
    public static final String ORDER = "mail";

    private final Database database;
    private final InstantSource clock;
    private final Outbox outbox = new Outbox();

    /**
     * A document on its way, or not.
     *
     * @param state waiting, sent or dead
     * @param nextAt when it is tried, where it waits
     */
    public record Mail(
            UUID id,
            UUID document,
            String number,
            UUID party,
            String state,
            int attempts,
            Instant nextAt,
            @Nullable String problem,
            @Nullable Instant sentAt) {}

    public ReviewMails(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public Slice<Mail> page(@Nullable String state, Page page) {
        return page.cut(ORDER, database.read(tx -> outbox.page(tx, state, page)), m -> new Cursor("", m.id()));
    }

    /** A dead one waits again, with all its attempts; what it is then, or nothing where there is none. */
    public Optional<Mail> retry(UUID id) {
        return database.inTx(tx -> {
            outbox.revive(tx, id, clock.instant());
            return outbox.find(tx, id);
        });
    }
}
