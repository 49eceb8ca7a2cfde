package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.evidence.Exhibit;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was kept with a consent, for those who may see the trail of its lead. Looking at a file is on record; the list is not personal. */
public final class ReadEvidence {
    private final Database db;
    private final Consents consents;
    private final Exhibits exhibits;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Trails trails = new Trails();

    public ReadEvidence(Database db, Consents consents, Exhibits exhibits, AccessRecords records, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.exhibits = exhibits;
        this.records = records;
        this.clock = clock;
    }

    /** A file and what is in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Content(Exhibit exhibit, byte[] bytes) {}

    /** Nothing when the consent is not there or not the viewer's to know. */
    public Optional<List<Exhibit>> list(Sight sight, UUID consentId) {
        return db.read(tx ->
                visible(tx, sight, consentId) ? Optional.of(exhibits.of(tx, List.of(consentId))) : Optional.empty());
    }

    public Optional<Content> open(Viewer viewer, UUID id) {
        return db.inTxRetrying(tx -> {
            var found = exhibits.find(tx, id).filter(e -> visible(tx, viewer.sight(), e.consentId()));
            if (found.isEmpty()) return Optional.empty();
            var bytes = exhibits.contents(tx, List.of(found.get())).get(id);
            if (bytes == null) return Optional.empty();
            record(tx, viewer, found.get());
            return Optional.of(new Content(found.get(), bytes));
        });
    }

    private boolean visible(Tx tx, Sight sight, UUID consentId) {
        var found = consents.find(tx, List.of(consentId)).values();
        return (sight.operator() && !found.isEmpty())
                || found.stream().map(Consent::sellerId).anyMatch(sight.partyId()::equals)
                || !trails.visibleConsents(tx, found, sight).isEmpty();
    }

    private void record(Tx tx, Viewer viewer, Exhibit exhibit) {
        records.add(
                tx,
                List.of(new AccessRecord(
                        Id.next(),
                        clock.instant(),
                        viewer.sight().partyId(),
                        viewer.actor(),
                        "evidence.read",
                        exhibit.subjectId(),
                        null,
                        viewer.purpose(),
                        viewer.requestId())));
    }
}
