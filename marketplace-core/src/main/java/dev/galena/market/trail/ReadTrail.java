package dev.galena.market.trail;

import dev.galena.consent.Consents;
import dev.galena.consent.Identity;
import dev.galena.consent.Subjects;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecord;
import dev.galena.market.party.AccessRecords;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An officer reads what happened to a lead or a person. Each reading is on record before anything is shown, in the same
 * transaction; a trail that is not the viewer's to know is answered like one that is not there.
 */
public final class ReadTrail {
    private final Database db;
    private final Subjects subjects;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Trails trails = new Trails();
    private final Stories stories;

    public ReadTrail(Database db, Subjects subjects, Consents consents, AccessRecords records, InstantSource clock) {
        this.db = db;
        this.subjects = subjects;
        this.stories = new Stories(consents);
        this.records = records;
        this.clock = clock;
    }

    /** {@code leads}: how many of the person's leads the viewer may see. */
    public record Found(UUID subjectId, int leads) {}

    public Optional<Trail> ofLead(Viewer viewer, UUID leadId) {
        return db.inTx(tx -> {
            List<Trail.Origin> origins = trails.ofLeads(tx, List.of(leadId), viewer.sight());
            record(tx, viewer, "trail.read", origins);
            return stories.of(tx, viewer, origins).stream().findFirst();
        });
    }

    /** Every lead of a person that the viewer may see, the newest first; empty when there is none. */
    public List<Trail> ofSubject(Viewer viewer, UUID subjectId) {
        return db.inTx(tx -> {
            List<Trail.Origin> origins = trails.ofSubjects(tx, List.of(subjectId), viewer.sight());
            record(tx, viewer, "trail.read", origins);
            return stories.of(tx, viewer, origins);
        });
    }

    /** The people a telephone number or an e-mail address leads to. That somebody asked is recorded, found or not. */
    public List<Found> search(Viewer viewer, Identity identity) {
        return db.inTx(tx -> {
            List<UUID> known = visible(tx, subjects.findAll(tx, identity), viewer);
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

    /** Who waits to be erased is there for compliance only. */
    private List<UUID> visible(Tx tx, Collection<UUID> people, Viewer viewer) {
        if (viewer.sight().wide()) return List.copyOf(people);
        return List.copyOf(subjects.keys(tx, people).keySet());
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
