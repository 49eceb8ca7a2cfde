package dev.galena.market.trail;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.log.ProofBundle;
import dev.galena.consent.log.ProofBundles;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.party.Parties;
import dev.galena.market.party.Party;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what proves a consent to somebody who will check it without us. That it was taken is on record, and an event of each
 * consent, before anything is handed out. A buyer or seller learns of other buyers only that there is an event.
 */
public final class ExportProofs {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Set<String> NAMED = Set.of("buyer_id", "buyer", "party");

    private final Database db;
    private final Consents consents;
    private final ProofBundles bundles;
    private final Parties parties;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Duration waitMax;
    private final Trails trails = new Trails();

    /** {@code waitMax}: for events that happened just now to get into the log. */
    public ExportProofs(
            Database db,
            Consents consents,
            ProofBundles bundles,
            Parties parties,
            AccessRecords records,
            InstantSource clock,
            Duration waitMax) {
        this.db = db;
        this.consents = consents;
        this.bundles = bundles;
        this.parties = parties;
        this.records = records;
        this.clock = clock;
        this.waitMax = waitMax;
    }

    /** What came of asking. */
    public sealed interface Exported {}

    public record Proof(ProofBundle bundle) implements Exported {}

    /** Or not the viewer's to know. */
    public record NotThere() implements Exported {}

    /** Its events are not all signed yet; ask again. */
    public record NotYet() implements Exported {}

    /** One consent asked for, and whose. {@code sold}: the viewer is its seller. */
    private record Asked(
            UUID consentId, UUID subjectId, @Nullable UUID leadId, boolean sold) {}

    public Exported ofLead(Viewer viewer, UUID leadId) {
        return export(viewer, tx -> asked(viewer, trails.ofLeads(tx, List.of(leadId), viewer.sight())));
    }

    /** Every consent of a person's leads that the viewer may see. */
    public Exported ofSubject(Viewer viewer, UUID subjectId) {
        return export(viewer, tx -> asked(viewer, trails.ofSubjects(tx, List.of(subjectId), viewer.sight())));
    }

    public Exported ofConsent(Viewer viewer, UUID consentId) {
        return export(viewer, tx -> {
            Collection<Consent> found = consents.find(tx, List.of(consentId)).values();
            boolean visible = viewer.sight().operator()
                    || !trails.visibleConsents(tx, found, viewer.sight()).isEmpty();
            return !visible
                    ? List.of()
                    : found.stream()
                            .map(c -> new Asked(c.id(), c.subjectId(), null, own(viewer, c.sellerId())))
                            .toList();
        });
    }

    private static List<Asked> asked(Viewer viewer, List<Trail.Origin> origins) {
        return origins.stream()
                .map(o -> new Asked(
                        o.consentId(),
                        o.subjectId(),
                        o.id(),
                        own(viewer, o.seller().id())))
                .toList();
    }

    private static boolean own(Viewer viewer, UUID partyId) {
        return viewer.sight().partyId().equals(partyId);
    }

    private Exported export(Viewer viewer, Function<Tx, List<Asked>> find) {
        List<Asked> first = db.read(find);
        if (first.isEmpty()) return new NotThere();
        awaitLog(ids(first));
        return db.inTxRetrying(tx -> {
            List<Asked> asked = find.apply(tx);
            Map<UUID, Consent> locked = consents.lock(tx, ids(asked));
            if (locked.isEmpty()) return new NotThere();
            var made = bundles.make(tx, locked.keySet(), reader(tx, viewer, asked));
            if (made.isEmpty()) return new NotYet();
            record(tx, viewer, asked, locked);
            return new Proof(made.get());
        });
    }

    /** Events get into the log five times a second. */
    private void awaitLog(Set<UUID> consentIds) {
        long pauses = waitMax.dividedBy(PAUSE);
        for (long i = 0; i < pauses && !db.read(tx -> bundles.complete(tx, consentIds)); i++) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private ProofBundles.Reader reader(Tx tx, Viewer viewer, List<Asked> asked) {
        Set<UUID> whole =
                asked.stream().filter(Asked::sold).map(Asked::consentId).collect(Collectors.toSet());
        return new ProofBundles.Reader(
                (consentId, fields) -> !viewer.sight().wide()
                        && !whole.contains(consentId)
                        && NAMED.stream()
                                .anyMatch(name -> fields.containsKey(name)
                                        && !viewer.sight().partyId().toString().equals(fields.get(name))),
                ids -> parties.findAll(tx, ids).stream().collect(Collectors.toMap(Party::id, Party::name)),
                viewer.sight().wide());
    }

    private void record(Tx tx, Viewer viewer, List<Asked> asked, Map<UUID, Consent> locked) {
        Instant now = clock.instant();
        var fields = Map.<String, Object>of("party", viewer.sight().partyId(), "what", "proof");
        List<Event> events = new ArrayList<>();
        for (UUID id : new TreeSet<>(locked.keySet())) events.add(Event.of(id, "access.exported", fields));
        consents.record(tx, events, locked, now);
        records.add(
                tx,
                asked.stream()
                        .map(a -> new AccessRecord(
                                Id.next(),
                                now,
                                viewer.sight().partyId(),
                                viewer.actor(),
                                "proof.exported",
                                a.subjectId(),
                                a.leadId(),
                                viewer.purpose(),
                                viewer.requestId()))
                        .toList());
    }

    private static Set<UUID> ids(List<Asked> asked) {
        return asked.stream().map(Asked::consentId).collect(Collectors.toSet());
    }
}
