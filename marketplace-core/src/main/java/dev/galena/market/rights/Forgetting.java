package dev.galena.market.rights;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Event;
import dev.galena.consent.erasure.Erasure;
import dev.galena.consent.erasure.Erasure.Obstacle;
import dev.galena.consent.erasure.Erasures;
import dev.galena.consent.erasure.Holds;
import dev.galena.consent.erasure.Retentions;
import dev.galena.consent.erasure.Traces;
import dev.galena.db.Tx;
import dev.galena.market.relay.Holdings;
import dev.galena.market.relay.Kind;
import dev.galena.market.relay.Obligations;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Erases people or seals them, within the caller's transaction: locks them, their consents and listings, looks at what stands
 * against it, and writes. A sale that was quicker is found, and its buyer told; one that comes later finds the listing closed.
 */
final class Forgetting {
    private static final List<String> KINDS = List.of("key", "lookup_hashes", "evidence", "attached_files");

    private final Consents consents;
    private final LeadTraces leadTraces;
    private final Obligations obligations;
    private final InstantSource clock;
    private final Erasures erasures;
    private final Traces traces;
    private final Holds holds = new Holds();
    private final Holdings holdings = new Holdings();
    private final Retentions retentions = new Retentions();

    Forgetting(
            Consents consents,
            Traces traces,
            LeadTraces leadTraces,
            Obligations obligations,
            Erasures erasures,
            InstantSource clock) {
        this.consents = consents;
        this.traces = traces;
        this.leadTraces = leadTraces;
        this.obligations = obligations;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** What stands against an erasure, and until when as far as that is known. */
    record Against(Obstacle what, @Nullable Instant until) {}

    /** A hold stands whatever two people want; a retention ends by itself, or because two people say so. */
    static Optional<Against> against(boolean held, @Nullable Instant retainedUntil, boolean early, Instant now) {
        if (held) return Optional.of(new Against(Obstacle.HOLD, retainedUntil));
        if (retainedUntil == null || early || !now.isBefore(retainedUntil)) return Optional.empty();
        return Optional.of(new Against(Obstacle.RETENTION, retainedUntil));
    }

    /**
     * Of each person that is or was there, how it stands now.
     *
     * @param asked makes the request, given the person and the request there is; null: none is wanted
     */
    List<Erasure> carryOut(
            Tx tx, Collection<UUID> subjectIds, BiFunction<UUID, @Nullable Erasure, @Nullable Erasure> asked) {
        Set<UUID> there = traces.lock(tx, subjectIds);
        Map<UUID, Consent> locked = consents.lock(tx, consents.ofSubjects(tx, there));
        List<LeadTraces.Trace> leads = leadTraces.lock(tx, there);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // later than any lock
        Map<UUID, Erasure> known = erasures.ofSubjects(tx, subjectIds);
        Set<UUID> held = holds.standing(tx, there);
        Map<UUID, Instant> until = retentions.until(tx, leadTraces.sales(tx, leads));
        Map<UUID, Erasure> settled = new TreeMap<>();
        for (UUID id : subjectIds) {
            Erasure before = known.get(id);
            if (!there.contains(id)) {
                if (before != null) settled.put(id, before);
                continue;
            }
            Erasure wanted = asked.apply(id, before);
            if (wanted == null) continue;
            settled.put(
                    id,
                    against(held.contains(id), until.get(id), wanted.early(), now)
                            .map(a -> wanted.sealed(a.what, a.until))
                            .orElseGet(() -> wanted.erased(now, kinds())));
        }
        write(tx, settled, known, there, locked, leads, now);
        return List.copyOf(settled.values());
    }

    private void write(
            Tx tx,
            Map<UUID, Erasure> settled,
            Map<UUID, Erasure> known,
            Set<UUID> there,
            Map<UUID, Consent> locked,
            List<LeadTraces.Trace> leads,
            Instant now) {
        List<Erasure> changed = settled.values().stream()
                .filter(e -> there.contains(e.subjectId()))
                .toList();
        if (changed.isEmpty()) return;
        record(tx, changed, known, locked, now);
        Map<UUID, Erasure> told = new HashMap<>();
        for (Erasure erasure : changed) {
            // A hold may be about what they have.
            boolean tellNow =
                    erasure.toldAt() == null && (erasure.isErased() || erasure.sealedBecause() != Obstacle.HOLD);
            if (tellNow) tell(tx, erasure, locked, now);
            told.put(erasure.subjectId(), tellNow ? erasure.told(now) : erasure);
        }
        told.values().forEach(erasure -> erasures.put(tx, erasure));
        settled.putAll(told);
        leadTraces.close(tx, of(leads, told.keySet()));
        List<UUID> gone = told.values().stream()
                .filter(Erasure::isErased)
                .map(Erasure::subjectId)
                .toList();
        traces.seal(tx, told.keySet(), now);
        leadTraces.erase(tx, of(leads, gone), traces.hashes(tx, gone));
        traces.erase(tx, gone, now);
    }

    /** GDPR article 19: whoever bought a lead of theirs, and its seller, is told and has to confirm. */
    private void tell(Tx tx, Erasure erasure, Map<UUID, Consent> locked, Instant now) {
        var id = erasure.subjectId();
        obligations.add(
                tx, Kind.ERASURE, erasure.id(), holdings.ofConsents(tx, List.of(id), consentsOf(locked, id)), now);
    }

    private void record(
            Tx tx, List<Erasure> changed, Map<UUID, Erasure> known, Map<UUID, Consent> locked, Instant now) {
        List<Event> events = new ArrayList<>();
        for (Erasure erasure : changed) {
            Erasure before = known.get(erasure.subjectId());
            boolean same = !erasure.isErased() && before != null && before.sealedBecause() == erasure.sealedBecause();
            if (same) continue;
            for (UUID consentId : consentsOf(locked, erasure.subjectId())) events.add(event(consentId, erasure));
        }
        consents.record(tx, events, locked, now);
    }

    private static Event event(UUID consentId, Erasure erasure) {
        var fields = new HashMap<String, Object>();
        fields.put("erasure", erasure.id());
        fields.put("ground", erasure.ground().code());
        if (erasure.isErased()) {
            fields.put("erased", erasure.erased());
            if (erasure.early()) fields.put("approvals", erasure.approvals().size());
            return Event.of(consentId, "data.erased", fields);
        }
        var because = erasure.sealedBecause();
        if (because != null) fields.put("because", because.name().toLowerCase(Locale.ROOT));
        if (erasure.retainedUntil() != null) fields.put("until", erasure.retainedUntil());
        return Event.of(consentId, "data.sealed", fields);
    }

    private static List<UUID> consentsOf(Map<UUID, Consent> locked, UUID subjectId) {
        return locked.values().stream()
                .filter(c -> c.subjectId().equals(subjectId))
                .map(Consent::id)
                .sorted()
                .toList();
    }

    private static List<LeadTraces.Trace> of(List<LeadTraces.Trace> leads, Collection<UUID> subjectIds) {
        return leads.stream().filter(l -> subjectIds.contains(l.subjectId())).toList();
    }

    private static List<String> kinds() {
        List<String> kinds = new ArrayList<>(KINDS);
        kinds.addAll(LeadTraces.KINDS);
        return kinds;
    }
}
