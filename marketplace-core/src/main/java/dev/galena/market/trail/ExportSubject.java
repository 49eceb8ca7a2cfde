package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.DataKey;
import dev.galena.consent.Event;
import dev.galena.consent.Subjects;
import dev.galena.consent.erasure.Erasures;
import dev.galena.consent.log.ProofBundle;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.lead.Contacts;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is held of a person, for the person. Nothing of it is kept: that it was taken is on record, and an event of
 * each consent, before it is handed out. For the operator and its auditors, people who wait to be erased too.
 */
public final class ExportSubject {
    private final Database db;
    private final Subjects subjects;
    private final Consents consents;
    private final Contacts contacts;
    private final Stories stories;
    private final ExportProofs proofs;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Erasures erasures = new Erasures();
    private final Trails origins = new Trails();

    public ExportSubject(
            Database db,
            Subjects subjects,
            Consents consents,
            Contacts contacts,
            ExportProofs proofs,
            AccessRecords records,
            InstantSource clock) {
        this.db = db;
        this.subjects = subjects;
        this.consents = consents;
        this.contacts = contacts;
        this.stories = new Stories(consents);
        this.proofs = proofs;
        this.records = records;
        this.clock = clock;
    }

    /** What came of asking. */
    public sealed interface Exported {}

    public record Of(Dossier dossier) implements Exported {}

    /** Or not the viewer's to know. */
    public record NotThere() implements Exported {}

    /** The proof is not signed yet; ask again. */
    public record NotYet() implements Exported {}

    private record Attributes(String state, String zip, JsonObject values) {}

    public Exported export(Viewer viewer, UUID subjectId) {
        if (!viewer.sight().wide()) return new NotThere();
        return switch (proofs.ofSubject(viewer, subjectId)) {
            case ExportProofs.NotThere() -> new NotThere();
            case ExportProofs.NotYet() -> new NotYet();
            case ExportProofs.Proof(ProofBundle proof) ->
                new Of(db.inTxRetrying(tx -> dossier(tx, viewer, subjectId, proof)));
        };
    }

    private Dossier dossier(Tx tx, Viewer viewer, UUID subjectId, ProofBundle proof) {
        List<Trail.Origin> leads = origins.ofSubjects(tx, List.of(subjectId), viewer.sight());
        Map<UUID, Consent> locked = consents.lock(
                tx, leads.stream().map(Trail.Origin::consentId).distinct().toList());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        record(tx, viewer, leads, locked, now);
        UUID[] ids = leads.stream().map(Trail.Origin::id).toArray(UUID[]::new);
        Map<UUID, Contacts.Sealed> sealed = contacts.find(tx, List.of(ids));
        @Nullable DataKey key = subjects.keys(tx, List.of(subjectId), true).get(subjectId);
        Map<UUID, Attributes> attributes = attributes(tx, ids);
        List<Dossier.Held> held = stories.of(tx, viewer, leads).stream()
                .map(trail -> held(trail, key, sealed, attributes))
                .toList();
        return new Dossier(
                subjectId,
                now,
                held,
                erasures.ofSubjects(tx, List.of(subjectId)).get(subjectId),
                proof);
    }

    private static Dossier.Held held(
            Trail trail, @Nullable DataKey key, Map<UUID, Contacts.Sealed> sealed, Map<UUID, Attributes> attributes) {
        UUID lead = trail.lead().id();
        var contact = sealed.get(lead);
        var known = attributes.getOrDefault(lead, new Attributes("", "", new JsonObject()));
        return new Dossier.Held(
                trail, contact == null || key == null ? null : contact.open(key), known.state, known.zip, known.values);
    }

    private static Map<UUID, Attributes> attributes(Tx tx, UUID[] leadIds) {
        Map<UUID, Attributes> found = new HashMap<>();
        for (Row row : tx.rows("""
                select l.id, i.state, i.zip, (i.attrs || l.hidden)::text
                from market.lead l join market.listing i on i.lead_id = l.id where l.id = any($1)""", (Object) leadIds))
            found.put(
                    row.getUUID(0),
                    new Attributes(row.getString(1), row.getString(2), new JsonObject(row.getString(3))));
        return found;
    }

    private void record(Tx tx, Viewer viewer, List<Trail.Origin> leads, Map<UUID, Consent> locked, Instant now) {
        var fields = Map.<String, Object>of("party", viewer.sight().partyId(), "what", "subject");
        consents.record(
                tx,
                locked.keySet().stream()
                        .sorted()
                        .map(id -> Event.of(id, "access.exported", fields))
                        .toList(),
                locked,
                now);
        records.add(
                tx,
                leads.stream()
                        .map(l -> new AccessRecord(
                                Id.next(),
                                now,
                                viewer.sight().partyId(),
                                viewer.actor(),
                                "subject.exported",
                                l.subjectId(),
                                l.id(),
                                viewer.purpose(),
                                viewer.requestId()))
                        .toList());
    }
}
