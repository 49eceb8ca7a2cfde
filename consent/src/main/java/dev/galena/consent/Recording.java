package dev.galena.consent;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends events to the chains of locked consents: one INSERT and one UPDATE for any number without personal values. */
final class Recording {

    private static final String UPDATE = """
            update consent.consent c set seq = t.seq, head = t.head
            from unnest($1::uuid[], $2::integer[], $3::bytea[]) as t(id, seq, head) where c.id = t.id and c.seq < t.seq""";

    private static final String SEALED = "select id, sealed from consent.consent where id = any($1)";

    private static final String OPENING = """
            insert into consent.opening (consent_id, seq, sealed)
            select * from unnest($1::uuid[], $2::integer[], $3::bytea[])""";

    private final Subjects subjects;

    Recording(Subjects subjects) {
        this.subjects = subjects;
    }

    void record(Tx tx, List<Event> events, Map<UUID, Consent> locked, Instant now) {
        if (events.isEmpty()) return;
        var at = now.truncatedTo(ChronoUnit.MICROS);
        String atText = at.toString();
        var personal = personal(tx, events, locked);
        var pending = new PendingEvents(events.size());
        var json = new Canonical();
        Map<UUID, Consent> changed = HashMap.newHashMap(events.size());
        for (var event : events) {
            var consent = locked.get(event.consentId());
            if (consent == null) throw new IllegalArgumentException("not locked: " + event.consentId());
            int seq = consent.seq() + 1;
            var commitments =
                    personal == null ? Map.<String, String>of() : personal.commit(consent.id(), seq, event.personal());
            var leaf = Leaf.ofConsent(
                    json, consent.id(), seq, consent.head(), event.type(), atText, event.fields(), commitments);
            pending.add(consent.id(), event.type(), leaf);
            var after = consent.followedBy(leaf.hash());
            locked.put(consent.id(), after);
            changed.put(consent.id(), after);
        }
        if (personal != null) personal.insert(tx);
        pending.insert(tx, at);
        update(tx, changed);
    }

    private static void update(Tx tx, Map<UUID, Consent> changed) {
        var ids = new UUID[changed.size()];
        var seqs = new Integer[ids.length];
        var heads = new byte[ids.length][];
        int n = 0;
        for (var consent : changed.values()) {
            ids[n] = consent.id();
            seqs[n] = consent.seq();
            heads[n++] = consent.head().bytes();
        }
        tx.change(ids.length, UPDATE, ids, seqs, heads); // fewer rows: they were not locked
    }

    private @Nullable Personal personal(Tx tx, List<Event> events, Map<UUID, Consent> locked) {
        Set<UUID> consentIds = new HashSet<>();
        Set<UUID> subjectIds = new HashSet<>();
        for (var event : events) {
            var consent = locked.get(event.consentId());
            if (event.personal().isEmpty() || consent == null) continue;
            consentIds.add(consent.id());
            subjectIds.add(consent.subjectId());
        }
        if (consentIds.isEmpty()) return null;
        var keys = subjects.keys(tx, subjectIds);
        var personal = new Personal();
        for (Row row : tx.rows(SEALED, (Object) consentIds.toArray(UUID[]::new))) {
            var id = row.getUUID(0);
            var consent = locked.get(id);
            var key = consent == null ? null : keys.get(consent.subjectId());
            if (key == null) throw new IllegalStateException("the person was erased: nothing personal can be recorded");
            personal.keys.put(id, key);
            personal.secrets.put(
                    id, Evidence.open(key, id, row.getBuffer(1).getBytes()).secret());
        }
        return personal;
    }

    /** Commits to personal values and keeps them sealed beside. */
    private static final class Personal {
        private final Map<UUID, DataKey> keys = new HashMap<>();
        private final Map<UUID, byte[]> secrets = new HashMap<>();
        private final Commitments commitments = new Commitments();
        private final List<UUID> ids = new ArrayList<>();
        private final List<Integer> seqs = new ArrayList<>();
        private final List<byte[]> sealed = new ArrayList<>();

        Map<String, String> commit(UUID consentId, int seq, Map<String, String> values) {
            if (values.isEmpty()) return Map.of();
            var key = keys.get(consentId);
            var secret = secrets.get(consentId);
            if (key == null || secret == null) throw new IllegalStateException("keys were read for each of these");
            ids.add(consentId);
            seqs.add(seq);
            sealed.add(Evidence.sealLater(key, consentId, seq, values));
            return commitments.of(secret, seq, values);
        }

        void insert(Tx tx) {
            tx.run(OPENING, ids.toArray(UUID[]::new), seqs.toArray(Integer[]::new), sealed);
        }
    }
}
