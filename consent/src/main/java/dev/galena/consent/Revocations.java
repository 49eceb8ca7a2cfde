package dev.galena.consent;

import static java.util.Objects.requireNonNull;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Withdrawals on record, and what they end. */
final class Revocations {

    private static final String LOCK_SUBJECTS =
            "select id from consent.subject where id = any($1) order by id for no key update";

    private static final String REVOKE_SUBJECTS = """
            update consent.subject set revoked_at = $2
            where id = any($1) and (revoked_at is null or revoked_at < $2)""";

    private static final String REVOKE_CONSENTS = "update consent.consent set revoked_at = $2 where id = any($1)";

    private static final String INSERT = """
            insert into consent.revocation (id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by)
            select id, subject_id, consent_id, $4, $5, $6, $7
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t(id, subject_id, consent_id)""";

    private final Consents consents;

    Revocations(Consents consents) {
        this.consents = consents;
    }

    Optional<Withdrawn> ofConsent(Tx tx, UUID consentId, Withdrawal withdrawal, InstantSource clock) {
        var locked = consents.lock(tx, List.of(consentId));
        var consent = locked.get(consentId);
        if (consent == null) return Optional.empty();
        Instant now = effective(clock);
        UUID[] revocationIds = {Id.next()};
        insert(tx, revocationIds, new UUID[] {consent.subjectId()}, new UUID[] {consentId}, withdrawal, now);
        var ended = end(tx, locked, Map.of(consent.subjectId(), revocationIds[0]), withdrawal, now);
        return Optional.of(new Withdrawn(
                List.of(revocationIds),
                List.of(consent.subjectId()),
                List.copyOf(ended.keySet()),
                now,
                withdrawal,
                ended));
    }

    Optional<Withdrawn> ofSubjects(Tx tx, Collection<UUID> wanted, Withdrawal withdrawal, InstantSource clock) {
        UUID[] subjectIds = tx.rows(LOCK_SUBJECTS, (Object) wanted.toArray(UUID[]::new)).stream()
                .map(row -> row.getUUID(0))
                .toArray(UUID[]::new);
        if (subjectIds.length == 0) return Optional.empty();
        var locked = consents.lock(tx, consents.ofSubjects(tx, List.of(subjectIds)));
        Instant now = effective(clock);
        tx.run(REVOKE_SUBJECTS, subjectIds, now);
        var revocationOf = new TreeMap<UUID, UUID>();
        for (var subjectId : subjectIds) {
            revocationOf.put(subjectId, Id.next());
        }
        insert(
                tx,
                revocationOf.values().toArray(UUID[]::new),
                revocationOf.keySet().toArray(UUID[]::new),
                new UUID[subjectIds.length],
                withdrawal,
                now);
        var ended = end(tx, locked, revocationOf, withdrawal, now);
        return Optional.of(new Withdrawn(
                List.copyOf(revocationOf.values()),
                List.copyOf(revocationOf.keySet()),
                List.copyOf(ended.keySet()),
                now,
                withdrawal,
                ended));
    }

    /** Read under lock, so that it lies behind every sale that was quicker to the lock. */
    private static Instant effective(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Ends those not withdrawn yet, with an event each; tells by which revocation each ended. */
    private Map<UUID, UUID> end(
            Tx tx, Map<UUID, Consent> locked, Map<UUID, UUID> revocationOf, Withdrawal withdrawal, Instant now) {
        var open = locked.values().stream()
                .filter(c -> c.revokedAt() == null)
                .sorted(Comparator.comparing(Consent::id))
                .toList();
        var ids = open.stream().map(Consent::id).toList();
        if (ids.isEmpty()) return Map.of();
        tx.run(REVOKE_CONSENTS, ids.toArray(UUID[]::new), now);
        var events = new ArrayList<Event>(open.size());
        for (var consent : open) {
            locked.put(consent.id(), consent.revoked(now));
            var fields = new HashMap<String, Object>();
            fields.put("revocation", revocationOf.get(consent.subjectId()));
            fields.put("claimed_at", withdrawal.claimedAt().truncatedTo(ChronoUnit.MICROS));
            fields.put("channel", withdrawal.channel());
            fields.put("recorded_by", withdrawal.recordedBy());
            events.add(Event.of(consent.id(), "consent.revoked", fields));
        }
        consents.record(tx, events, locked, now);
        return open.stream()
                .collect(Collectors.toMap(Consent::id, c -> requireNonNull(revocationOf.get(c.subjectId()))));
    }

    private static void insert(
            Tx tx, UUID[] ids, UUID[] subjectIds, UUID[] consentIds, Withdrawal withdrawal, Instant now) {
        var claimedAt = withdrawal.claimedAt().isAfter(now) ? now : withdrawal.claimedAt();
        tx.run(INSERT, ids, subjectIds, consentIds, claimedAt, now, withdrawal.channel(), withdrawal.recordedBy());
    }
}
