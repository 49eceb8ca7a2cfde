package dev.galena.market.trail;

import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.History;
import dev.galena.consent.Identity;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An officer reads what happened to a lead or a person. Each reading is on record before anything is shown, in the same
 * transaction; a trail that is not the viewer's to know is answered like one that is not there.
 */
public final class ReadTrail {
    private final Database db;
    private final Subjects subjects;
    private final Consents consents;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Trails trails = new Trails();

    public ReadTrail(Database db, Subjects subjects, Consents consents, AccessRecords records, InstantSource clock) {
        this.db = db;
        this.subjects = subjects;
        this.consents = consents;
        this.records = records;
        this.clock = clock;
    }

    /** {@code leads}: how many of the person's leads the viewer may see. */
    public record Found(UUID subjectId, int leads) {}

    public Optional<Trail> ofLead(Viewer viewer, UUID leadId) {
        return db.inTx(tx -> {
            List<Trail.Origin> origins = trails.ofLeads(tx, List.of(leadId), viewer.sight());
            record(tx, viewer, "trail.read", origins);
            return trails(tx, viewer, origins).stream().findFirst();
        });
    }

    /** Every lead of a person that the viewer may see, the newest first; empty when there is none. */
    public List<Trail> ofSubject(Viewer viewer, UUID subjectId) {
        return db.inTx(tx -> {
            List<Trail.Origin> origins = trails.ofSubjects(tx, List.of(subjectId), viewer.sight());
            record(tx, viewer, "trail.read", origins);
            return trails(tx, viewer, origins);
        });
    }

    /** The people a telephone number or an e-mail address leads to. That somebody asked is recorded, found or not. */
    public List<Found> search(Viewer viewer, Identity identity) {
        return db.inTx(tx -> {
            List<UUID> known = List.copyOf(subjects.findAll(tx, identity));
            Map<UUID, Long> leads = trails.ofSubjects(tx, known, viewer.sight()).stream()
                    .collect(Collectors.groupingBy(Trail.Origin::subjectId, Collectors.counting()));
            List<Found> found = known.stream()
                    .filter(leads::containsKey)
                    .map(id -> new Found(id, Math.toIntExact(leads.getOrDefault(id, 0L))))
                    .toList();
            if (found.isEmpty()) records.add(tx, List.of(access(viewer, "subject.searched", null, null)));
            else
                records.add(
                        tx,
                        found.stream()
                                .map(f -> access(viewer, "subject.searched", f.subjectId, null))
                                .toList());
            return found;
        });
    }

    private List<Trail> trails(Tx tx, Viewer viewer, List<Trail.Origin> origins) {
        if (origins.isEmpty()) return List.of();
        List<UUID> leads = origins.stream().map(Trail.Origin::id).toList();
        List<UUID> people =
                origins.stream().map(Trail.Origin::subjectId).distinct().toList();
        Map<UUID, History> histories = consents.history(tx, consentIds(origins)).stream()
                .collect(Collectors.toMap(h -> h.consent().id(), Function.identity()));
        Map<UUID, List<Trail.Sale>> sales =
                trails.sales(tx, leads, viewer.sight()).stream().collect(Collectors.groupingBy(Trail.Sale::leadId));
        List<Trail.Access> accesses = trails.accesses(tx, leads, people, viewer.sight());
        Map<UUID, List<Trail.Told>> told =
                trails.told(tx, leads, viewer.sight()).stream().collect(Collectors.groupingBy(Trail.Told::leadId));
        return origins.stream()
                .map(origin -> {
                    History history = histories.get(origin.consentId());
                    if (history == null) throw new IllegalStateException("a lead without consent");
                    return new Trail(
                            origin,
                            history,
                            whole(history),
                            sales.getOrDefault(origin.id(), List.of()),
                            accesses.stream()
                                    .filter(a ->
                                            a.leadId() == null || a.leadId().equals(origin.id()))
                                    .toList(),
                            told.getOrDefault(origin.id(), List.of()));
                })
                .toList();
    }

    private static Collection<UUID> consentIds(List<Trail.Origin> origins) {
        return origins.stream().map(Trail.Origin::consentId).distinct().toList();
    }

    /** Hashes are of the stored bytes, computed anew just now: an edited event shows in itself or in its successor. */
    static boolean whole(History history) {
        Digest before = null;
        int seq = 0;
        for (History.Recorded event : history.events()) {
            var leaf = new JsonObject(event.leaf());
            boolean follows =
                    before == null ? !leaf.containsKey("prev") : before.hex().equals(leaf.getString("prev"));
            boolean named = leaf.getInteger("seq", -1) == seq
                    && history.consent().id().toString().equals(leaf.getString("consent"))
                    && event.type().equals(leaf.getString("type"));
            if (!follows || !named) return false;
            before = event.hash();
            seq++;
        }
        return before != null
                && history.consent().head().equals(before)
                && history.consent().seq() == seq - 1;
    }

    private void record(Tx tx, Viewer viewer, String action, List<Trail.Origin> origins) {
        records.add(
                tx,
                origins.stream()
                        .map(o -> access(viewer, action, o.subjectId(), o.id()))
                        .toList());
    }

    private AccessRecord access(Viewer viewer, String action, @Nullable UUID subjectId, @Nullable UUID leadId) {
        return new AccessRecord(
                Id.next(),
                clock.instant(),
                viewer.sight().partyId(),
                viewer.actor(),
                action,
                subjectId,
                leadId,
                viewer.purpose(),
                viewer.requestId());
    }
}
