package dev.galena.market.rights;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.Subjects;
import dev.galena.consent.erasure.Hold;
import dev.galena.consent.erasure.Holds;
import dev.galena.consent.erasure.Traces;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import dev.galena.market.party.AccessRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody forbids that people are erased, or lets go of it. A hold is set under the lock that an erasure takes: whichever is
 * first counts. Selling goes on: a hold is no withdrawal.
 */
public final class HoldSubjects {
    private final Database database;
    private final Consents consents;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Reach reach;
    private final Traces traces;
    private final Holds holds = new Holds();

    public HoldSubjects(
            Database database, Subjects subjects, Consents consents, AccessRecords records, InstantSource clock) {
        this.database = database;
        this.consents = consents;
        this.records = records;
        this.clock = clock;
        this.reach = new Reach(subjects);
        this.traces = new Traces(subjects);
    }

    /** One for each person found; none: nobody, erased already, or not the asker's to know. */
    public List<Hold> set(Asker asker, Target target, String reason) {
        @Nullable UUID leadId = target instanceof Target.OfLead(UUID id) ? id : null;
        return database.inTxRetrying(tx -> {
            Set<UUID> there = traces.lock(tx, reach.find(tx, asker, target));
            Map<UUID, Consent> locked = lock(tx, there);
            Instant now = now();
            List<Hold> set = new ArrayList<>();
            for (UUID subjectId : new TreeSet<>(there)) {
                var hold = new Hold(
                        Id.next(), subjectId, leadId, reason, now, asker.sight().partyId(), asker.actor(), null);
                holds.add(tx, hold);
                set.add(hold);
                record(tx, locked, hold, "hold.set", now);
                records.add(tx, List.of(asker.access("hold.set", subjectId, leadId, reason, now)));
            }
            return set;
        });
    }

    /** What came of letting go. */
    public sealed interface Release {
        record NotFound() implements Release {}

        record AlreadyReleased(Hold hold) implements Release {}

        /** An erasure that waited for it goes on by itself a little later. */
        record Released(Hold hold) implements Release {}
    }

    public Release release(Asker asker, UUID id, String reason) {
        return database.inTxRetrying(tx -> {
            Optional<Hold> found = holds.find(tx, id).filter(h -> reach.reaches(tx, asker, h.subjectId()));
            if (found.isEmpty()) return new Release.NotFound();
            UUID subjectId = found.get().subjectId();
            Map<UUID, Consent> locked = lock(tx, traces.lock(tx, List.of(subjectId)));
            Hold hold = holds.find(tx, id).orElseThrow();
            if (hold.release() != null) return new Release.AlreadyReleased(hold);
            var by = new Hold.Release(now(), asker.actor(), reason);
            holds.release(tx, id, by);
            record(tx, locked, hold, "hold.released", by.at());
            records.add(tx, List.of(asker.access("hold.released", subjectId, hold.leadId(), reason, by.at())));
            return new Release.Released(hold.released(by));
        });
    }

    public Optional<Hold> one(Asker asker, UUID id) {
        return database.read(tx -> holds.find(tx, id).filter(h -> reach.reaches(tx, asker, h.subjectId())));
    }

    /** Newest first; {@code subjectId} null: of everybody within reach, so a page may be short. */
    public Page.Slice<Hold> page(Asker asker, @Nullable UUID subjectId, Page page) {
        return database.read(tx -> {
            var slice = holds.page(tx, subjectId, page);
            var within = reach.within(
                    tx,
                    asker,
                    slice.rows().stream().map(Hold::subjectId).distinct().toList());
            return new Page.Slice<>(
                    slice.rows().stream()
                            .filter(h -> within.contains(h.subjectId()))
                            .toList(),
                    slice.next());
        });
    }

    private Map<UUID, Consent> lock(Tx tx, Set<UUID> people) {
        return consents.lock(tx, consents.ofSubjects(tx, people));
    }

    private void record(Tx tx, Map<UUID, Consent> locked, Hold hold, String type, Instant now) {
        var events = locked.values().stream()
                .filter(c -> c.subjectId().equals(hold.subjectId()))
                .map(Consent::id)
                .sorted()
                .map(id -> Event.of(id, type, Map.of("hold", hold.id())))
                .toList();
        consents.record(tx, events, locked, now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
