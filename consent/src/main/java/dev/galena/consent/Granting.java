package dev.galena.consent;

import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes grants: their words, their rows, their first events. Three statements for any number. */
final class Granting {

    private static final String INSERT = """
            insert into consent.consent (id, subject_id, notice_id, seller_id, granted_at, expires_at, channels, facts,
                                         certified, revoked_at, sealed, seq, head, stopped)
            select id, subject_id, notice_id, seller_id, granted_at, expires_at, channels, facts, certified, revoked_at,
                   sealed, 0, head, stopped
            from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::smallint[],
                        $8::smallint[], $9::boolean[], $10::timestamptz[], $11::bytea[], $12::bytea[],
                        $13::smallint[])
              as t(id, subject_id, notice_id, seller_id, granted_at, expires_at, channels, facts, certified, revoked_at,
                   sealed, head, stopped)""";

    private final Notices notices;

    Granting(Notices notices) {
        this.notices = notices;
    }

    List<UUID> grant(Tx tx, List<Grant> grants, @Nullable Digest submission, Instant now, Runnable waitedEnough) {
        if (grants.isEmpty()) {
            waitedEnough.run();
            return List.of();
        }
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var words = new HashMap<String, Notice>();
        for (var grant : grants) {
            words.computeIfAbsent(grant.noticeText(), text -> Notice.of(grant.language(), text));
        }
        var events = new PendingEvents(grants.size() + words.size());
        for (var added : notices.add(tx, words.values(), at)) {
            events.add(null, "notice.published", Leaf.ofNotice(added, at.toString()));
        }
        waitedEnough.run();
        var rows = new Rows(grants.size(), submission);
        String atText = at.toString();
        for (var grant : grants) {
            var notice = words.get(grant.noticeText());
            if (notice == null) throw new IllegalStateException("each grant's words were gathered above");
            rows.add(grant, notice, events, atText);
        }
        rows.insert(tx);
        events.insert(tx, at);
        return List.of(rows.ids);
    }

    private static final class Rows {
        private final UUID[] ids;
        private final UUID[] subjectIds;
        private final byte[][] noticeIds;
        private final UUID[] sellerIds;
        private final Instant[] grantedAt;
        private final @Nullable Instant[] expiresAt;
        private final Short[] channels;
        private final Short[] facts;
        private final Boolean[] certified;
        private final @Nullable Instant[] revokedAt;
        private final byte[][] sealed;
        private final byte[][] heads;
        private final Short[] stopped;
        private final Commitments commitments = new Commitments();
        private final Canonical json = new Canonical();
        private final @Nullable Digest submission;
        private int n;

        Rows(int size, @Nullable Digest submission) {
            this.submission = submission;
            ids = new UUID[size];
            subjectIds = new UUID[size];
            noticeIds = new byte[size][];
            sellerIds = new UUID[size];
            grantedAt = new Instant[size];
            expiresAt = new Instant[size];
            channels = new Short[size];
            facts = new Short[size];
            certified = new Boolean[size];
            revokedAt = new Instant[size];
            sealed = new byte[size][];
            heads = new byte[size][];
            stopped = new Short[size];
        }

        void add(Grant grant, Notice notice, PendingEvents events, String at) {
            var id = Id.next();
            var subject = grant.subject();
            var evidence = Evidence.of(grant.identity(), grant.captured());
            var withdrawn = withdrawn(grant);
            int stops = subject.stoppedBits(grant.sellerId());
            String type = grant.imported() ? "consent.imported" : "consent.granted";
            var leaf = Leaf.ofConsent(
                    json,
                    id,
                    0,
                    null,
                    type,
                    at,
                    fields(grant, notice, withdrawn, stops, submission),
                    commitments.of(evidence.secret(), 0, evidence.values()));
            ids[n] = id;
            subjectIds[n] = subject.id();
            noticeIds[n] = notice.id().bytes();
            sellerIds[n] = grant.sellerId();
            grantedAt[n] = grant.grantedAt();
            expiresAt[n] = grant.expiresAt();
            channels[n] = (short) Channel.bits(grant.channels());
            facts[n] = (short) evidence.factBits();
            certified[n] = grant.certified();
            revokedAt[n] = withdrawn;
            sealed[n] = evidence.seal(json, subject.key(), id);
            heads[n] = leaf.hash().bytes();
            stopped[n] = (short) stops;
            n++;
            events.add(id, type, leaf);
        }

        /** Since when it says nothing: the person has withdrawn since, or nothing that was granted may be used. */
        private static @Nullable Instant withdrawn(Grant grant) {
            var subject = grant.subject();
            if (subject.withdrawnSince(grant.grantedAt())) return subject.revokedAt();
            return subject.suppressed(grant.sellerId(), grant.channels())
                    ? subject.stoppedSince(grant.sellerId())
                    : null;
        }

        private static Map<String, Object> fields(
                Grant grant, Notice notice, @Nullable Instant withdrawn, int stops, @Nullable Digest submission) {
            var fields = new TreeMap<String, Object>();
            fields.put("notice", notice.id());
            fields.put("language", grant.language());
            fields.put("seller", grant.sellerId());
            fields.put("granted_at", grant.grantedAt());
            if (grant.expiresAt() != null) fields.put("expires_at", grant.expiresAt());
            if (withdrawn != null) fields.put("withdrawn_since", withdrawn);
            if (submission != null) fields.put("submission", submission);
            fields.put("channels", Channel.codes(grant.channels()));
            if (stops != 0) fields.put("stopped", Channel.codes(Channel.of(stops)));
            fields.put("certified", grant.certified());
            return fields;
        }

        void insert(Tx tx) {
            tx.run(
                    INSERT,
                    ids,
                    subjectIds,
                    noticeIds,
                    sellerIds,
                    grantedAt,
                    expiresAt,
                    channels,
                    facts,
                    certified,
                    revokedAt,
                    sealed,
                    heads,
                    stopped);
        }
    }
}
