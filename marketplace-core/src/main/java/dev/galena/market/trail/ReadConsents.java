package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.Notice;
import dev.galena.consent.Notices;
import dev.galena.db.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is not personal about a consent: its terms and its words. */
public final class ReadConsents {
    private final Database db;
    private final Consents consents;
    private final Notices notices;
    private final Trails trails = new Trails();

    public ReadConsents(Database db, Consents consents, Notices notices) {
        this.db = db;
        this.consents = consents;
        this.notices = notices;
    }

    /** Any for the operator, for others one that came with a lead within their sight. */
    public Optional<Consent> one(Sight sight, UUID id) {
        return db.read(tx -> {
            Map<UUID, Consent> found = consents.find(tx, List.of(id));
            boolean visible = sight.operator()
                    || !trails.visibleConsents(tx, found.values(), sight).isEmpty();
            return visible ? Optional.ofNullable(found.get(id)) : Optional.<Consent>empty();
        });
    }

    /** The words are found by their own hash, which only those know who saw them or may see a consent that names it. */
    public Optional<Notice> notice(Digest id) {
        return db.read(tx -> notices.find(tx, id));
    }
}
