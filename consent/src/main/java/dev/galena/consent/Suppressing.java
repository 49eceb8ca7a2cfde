package dev.galena.consent;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends or limits locked consents by what was suppressed: decides for each, then writes all. */
final class Suppressing {

    private static final String INSERT = """
            insert into consent.revocation
              (id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by, channels)
            select id, subject_id, consent_id, $7, $7, source, recorded_by, channels
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::smallint[])
              as t(id, subject_id, consent_id, source, recorded_by, channels)""";

    private static final String UPDATE = """
            update consent.consent c set stopped = c.stopped | t.stopped,
              revoked_at = case when t.ended then $4::timestamptz end
            from unnest($1::uuid[], $2::smallint[], $3::boolean[]) as t(id, stopped, ended) where c.id = t.id""";

    private final Consents consents;

    Suppressing(Consents consents) {
        this.consents = consents;
    }

    /** {@code bits}: of the channels that end; {@code by}: the first that says so. */
    private record Change(UUID revocation, Consent consent, int bits, boolean ends, Suppression by) {
        int taken() {
            return bits & consent.channelBits();
        }
    }

    /** {@code of}: what was suppressed of each person. */
    Ended apply(Tx tx, Map<UUID, Consent> locked, Map<UUID, List<Suppression>> of, Instant now) {
        var changes = locked.values().stream()
                .sorted(Comparator.comparing(Consent::id))
                .map(consent -> change(consent, of.getOrDefault(consent.subjectId(), List.of())))
                .flatMap(Optional::stream)
                .toList();
        if (!changes.isEmpty()) write(tx, changes, locked, now);
        return new Ended(
                changes.stream().map(c -> c.consent.subjectId()).collect(Collectors.toSet()),
                changes.stream().collect(Collectors.toMap(c -> c.consent.id(), Change::revocation)),
                changes.stream()
                        .filter(c -> !c.ends)
                        .collect(Collectors.toMap(c -> c.consent.id(), c -> Channel.of(c.taken()))),
                now);
    }

    private static Optional<Change> change(Consent consent, List<Suppression> all) {
        if (consent.revokedAt() != null) return Optional.empty();
        int bits = 0;
        Suppression by = null;
        for (var each : all) {
            if (!each.concerns(consent)) continue;
            if (by == null) by = each;
            bits |= each.channelBits();
        }
        if (by == null) return Optional.empty();
        boolean ends = bits == Channel.ALL_BITS || (consent.channelBits() & ~bits) == 0;
        if (!ends && (consent.channelBits() & bits) == 0) return Optional.empty();
        return Optional.of(new Change(Id.next(), consent, bits, ends, by));
    }

    private void write(Tx tx, List<Change> changes, Map<UUID, Consent> locked, Instant now) {
        var ids = changes.stream().map(c -> c.consent.id()).toArray(UUID[]::new);
        tx.change(
                ids.length,
                INSERT,
                changes.stream().map(Change::revocation).toArray(UUID[]::new),
                changes.stream().map(c -> c.consent.subjectId()).toArray(UUID[]::new),
                ids,
                changes.stream().map(c -> c.by.source()).toArray(String[]::new),
                changes.stream().map(c -> c.by.addedBy()).toArray(UUID[]::new),
                changes.stream().map(Suppressing::limits).toArray(Short[]::new),
                now);
        tx.change(
                ids.length,
                UPDATE,
                ids,
                changes.stream().map(c -> (short) c.bits).toArray(Short[]::new),
                changes.stream().map(Change::ends).toArray(Boolean[]::new),
                now);
        var events = new ArrayList<Event>(2 * changes.size());
        for (var change : changes) {
            if (change.ends) locked.put(change.consent.id(), change.consent.revoked(now));
            events.add(added(change));
            if (change.ends) events.add(revoked(change, now));
        }
        consents.record(tx, events, locked, now);
    }

    private static @Nullable Short limits(Change change) {
        return change.ends ? null : (short) change.taken();
    }

    /** The number or address enters as a commitment only. */
    private static Event added(Change change) {
        var fields = new HashMap<String, Object>();
        fields.put("revocation", change.revocation);
        fields.put("reason", change.by.reason().code());
        fields.put("scope", change.by.sellerId() == null ? "all" : "seller");
        fields.put("channels", Channel.codes(change.ends ? change.consent.channels() : Channel.of(change.taken())));
        if (change.by.list() != null) fields.put("list", change.by.list());
        if (change.by.asOf() != null) fields.put("as_of", change.by.asOf().toString());
        fields.put("channel", change.by.source());
        fields.put("recorded_by", change.by.addedBy());
        var personal = new HashMap<String, String>();
        var identity = change.by.identity();
        if (identity.phoneE164() != null) personal.put("phone", identity.phoneE164());
        if (identity.email() != null) personal.put("email", identity.email());
        return new Event(change.consent.id(), "suppression.added", fields, personal);
    }

    private static Event revoked(Change change, Instant now) {
        return Event.of(
                change.consent.id(),
                "consent.revoked",
                Map.of(
                        "revocation",
                        change.revocation,
                        "claimed_at",
                        now,
                        "channel",
                        change.by.source(),
                        "recorded_by",
                        change.by.addedBy()));
    }
}
