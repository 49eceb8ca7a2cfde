package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.Event;
import dev.galena.consent.Subjects;
import dev.galena.consent.evidence.Exhibit;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.consent.evidence.Kind;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps a file with a consent: what the page looked like, a letter. The event commits to its digest; the bytes are sealed under
 * the person's key. Who sells the lead may, and the operator. The same file again is the one that is there.
 */
public final class AttachEvidence {
    private final Database db;
    private final Consents consents;
    private final Subjects subjects;
    private final Exhibits exhibits;
    private final InstantSource clock;

    public AttachEvidence(Database db, Consents consents, Subjects subjects, Exhibits exhibits, InstantSource clock) {
        this.db = db;
        this.consents = consents;
        this.subjects = subjects;
        this.exhibits = exhibits;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    public record Attached(Exhibit exhibit) implements Outcome {}

    public record There(Exhibit exhibit) implements Outcome {}

    /** Or not the viewer's to know. */
    public record NoConsent() implements Outcome {}

    /** Neither HTML in UTF-8 nor PNG nor PDF. */
    public record Unreadable() implements Outcome {}

    public record TooMany() implements Outcome {}

    /** Nothing can be kept of somebody who was erased. */
    public record Erased() implements Outcome {}

    /** {@code content}: of {@link Exhibit#BYTES_MAX} bytes at most, which the caller has made sure of. */
    public Outcome attach(Sight sight, UUID consentId, byte[] content) {
        if (content.length > Exhibit.BYTES_MAX) throw new IllegalArgumentException("too many bytes: " + content.length);
        var kind = Kind.of(content);
        return db.inTxRetrying(tx -> {
            Map<UUID, Consent> locked = consents.lock(tx, List.of(consentId));
            var consent = locked.get(consentId);
            if (consent == null || !(sight.operator() || consent.sellerId().equals(sight.partyId())))
                return new NoConsent();
            if (kind.isEmpty()) return new Unreadable();
            var kept = exhibits.of(tx, List.of(consentId));
            var digest = Digest.sha256(content);
            Optional<Exhibit> same =
                    kept.stream().filter(e -> e.digest().equals(digest)).findFirst();
            if (same.isPresent()) return new There(same.get());
            if (kept.size() >= Exhibit.COUNT_MAX) return new TooMany();
            return write(tx, new Draft(sight, consent, kind.get(), digest, content), locked);
        });
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Draft(Sight sight, Consent consent, Kind kind, Digest digest, byte[] content) {}

    private Outcome write(Tx tx, Draft draft, Map<UUID, Consent> locked) {
        var consent = draft.consent;
        var key = subjects.keys(tx, List.of(consent.subjectId())).get(consent.subjectId());
        if (key == null) return new Erased();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it will be read again
        var party = draft.sight.partyId();
        var exhibit = new Exhibit(
                Id.next(),
                consent.id(),
                consent.subjectId(),
                consent.seq() + 1,
                draft.digest,
                draft.kind,
                draft.content.length,
                party,
                now);
        var fields = new HashMap<String, Object>();
        fields.put("evidence", exhibit.id());
        fields.put("kind", draft.kind.ending());
        fields.put("bytes", exhibit.bytes());
        if (party.equals(consent.sellerId()))
            fields.put("seller", party); // a name that does not hide it from the buyers
        var digest = Map.of("sha256", draft.digest.hex());
        consents.record(tx, List.of(new Event(consent.id(), "evidence.attached", fields, digest)), locked, now);
        exhibits.add(tx, exhibit, key, draft.content);
        return new Attached(exhibit);
    }
}
