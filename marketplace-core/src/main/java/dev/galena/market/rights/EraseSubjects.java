package dev.galena.market.rights;

import dev.galena.consent.Consents;
import dev.galena.consent.Subjects;
import dev.galena.consent.erasure.Erasure;
import dev.galena.consent.erasure.Erasures;
import dev.galena.consent.erasure.Ground;
import dev.galena.consent.erasure.Holds;
import dev.galena.consent.erasure.Traces;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import dev.galena.market.listing.Listings;
import dev.galena.market.party.AccessRecords;
import dev.galena.market.relay.Obligations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person asks to be forgotten. One transaction closes the person's leads, tells their buyers, and erases; or, where a hold or
 * a retention stands against it, seals, and {@link #complete} erases as soon as nothing does any more.
 */
public final class EraseSubjects {
    private static final int AT_ONCE = 50;

    private final Database database;
    private final Reach reach;
    private final Forgetting forgetting;
    private final AccessRecords records;
    private final InstantSource clock;
    private final Erasures erasures = new Erasures();
    private final Holds holds = new Holds();

    public EraseSubjects(
            Database database,
            Subjects subjects,
            Consents consents,
            Listings listings,
            Obligations obligations,
            AccessRecords records,
            InstantSource clock) {
        this.database = database;
        this.reach = new Reach(subjects);
        this.forgetting =
                new Forgetting(consents, new Traces(subjects), new LeadTraces(listings), obligations, erasures, clock);
        this.records = records;
        this.clock = clock;
    }

    /** One for each person found, most often one; none: nobody, or not the asker's to know. Repeating it changes nothing. */
    public List<Erasure> request(Asker asker, Target target, Ground ground, String reason) {
        return database.inTxRetrying(tx -> {
            var people = reach.find(tx, asker, target);
            if (people.isEmpty()) return List.of();
            Instant now = clock.instant();
            List<Erasure> settled = forgetting.carryOut(
                    tx, people, (id, before) -> before != null ? before : asked(asker, id, ground, reason, now));
            records.add(
                    tx,
                    settled.stream()
                            .map(e -> asker.access("erasure.requested", e.subjectId(), null, reason, now))
                            .toList());
            return settled;
        });
    }

    private static Erasure asked(Asker asker, UUID subjectId, Ground ground, String reason, Instant now) {
        List<String> approvals = asker.human() ? List.of(asker.actor()) : List.of();
        return Erasure.asked(
                Id.next(), subjectId, ground, reason, now, asker.sight().partyId(), asker.actor(), approvals);
    }

    /** What came of an approval, in the order of precedence. */
    public sealed interface Approval {
        record NotFound() implements Approval {}

        /** Keys have no eyes. */
        record NotHuman() implements Approval {}

        record AlreadyErased() implements Approval {}

        record OnHold() implements Approval {}

        /** The same person wanted it before. */
        record SamePerson() implements Approval {}

        /** Erased, or one more person is needed. */
        record Approved(Erasure erasure) implements Approval {}
    }

    /** Four eyes: the second person who wants it ends a retention early; nobody ends a hold so. */
    public Approval approve(Asker asker, UUID id) {
        return database.inTxRetrying(tx -> {
            Optional<Erasure> found = erasures.find(tx, id).filter(e -> reach.reaches(tx, asker, e.subjectId()));
            if (found.isEmpty()) return new Approval.NotFound();
            if (!asker.human()) return new Approval.NotHuman();
            if (found.get().isErased()) return new Approval.AlreadyErased();
            return approve(tx, asker, found.get().subjectId());
        });
    }

    private Approval approve(Tx tx, Asker asker, UUID subjectId) {
        @Nullable Approval[] refusal = new Approval[1];
        List<Erasure> settled = forgetting.carryOut(tx, List.of(subjectId), (id, before) -> {
            if (before == null) return null;
            if (!holds.standing(tx, List.of(id)).isEmpty()) refusal[0] = new Approval.OnHold();
            else if (before.approvals().contains(asker.actor())) refusal[0] = new Approval.SamePerson();
            return refusal[0] == null ? before.approvedBy(asker.actor()) : null;
        });
        if (refusal[0] != null) return refusal[0];
        Erasure after = settled.getFirst();
        records.add(tx, List.of(asker.access("erasure.approved", subjectId, null, after.reason(), clock.instant())));
        return new Approval.Approved(after);
    }

    public Optional<Erasure> one(Asker asker, UUID id) {
        return database.read(tx -> erasures.find(tx, id).filter(e -> reach.reaches(tx, asker, e.subjectId())));
    }

    /** Newest first; those out of reach are left out, so a page may be short. */
    public Page.Slice<Erasure> page(Asker asker, Page page) {
        return database.read(tx -> {
            var slice = erasures.page(tx, page);
            var within = reach.within(
                    tx, asker, slice.rows().stream().map(Erasure::subjectId).toList());
            return new Page.Slice<>(
                    slice.rows().stream()
                            .filter(e -> within.contains(e.subjectId()))
                            .toList(),
                    slice.next());
        });
    }

    /** Erases some of those against which nothing stands any more; true: there may be more. Any number may run at once. */
    public boolean complete() {
        List<UUID> due = database.read(tx -> erasures.due(tx, clock.instant(), AT_ONCE));
        for (UUID subjectId : due)
            database.inTxRetrying(tx -> forgetting.carryOut(tx, List.of(subjectId), (id, before) -> before));
        return due.size() == AT_ONCE;
    }
}
