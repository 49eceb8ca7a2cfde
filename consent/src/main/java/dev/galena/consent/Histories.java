package dev.galena.consent;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together everything that is known of some consents. */
final class Histories {

    /** What was granted after somebody withdrew was granted anew. */
    private static final String WITHDRAWN_BEFORE = """
            select r.id from consent.consent c join consent.revocation r on r.subject_id = c.subject_id
            where c.id = $1 and (r.consent_id is null or r.consent_id = c.id) and r.channels is null
              and r.claimed_at between c.granted_at and $2 and r.recorded_by <> $3
            order by r.claimed_at, r.id limit 1""";

    private static final String SEALED = "select id, sealed from consent.consent where id = any($1)";

    private static final String OPENINGS =
            "select consent_id, seq, sealed from consent.opening where consent_id = any($1)";

    private static final String EVENTS = """
            select consent_id, type, at, leaf, idx from consent.event
            where consent_id = any($1) order by consent_id, idx nulls last, serial""";

    private static final String REVOCATIONS = """
            select id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by from consent.revocation
            where subject_id = any($1) order by effective_at, id""";

    private static final String REVOCATION = """
            select id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by from consent.revocation
            where id = $1""";

    private static final String NEWEST = """
            select id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by from consent.revocation
            where ($1::uuid is null or subject_id = $1) and ($2::uuid is null or id < $2) order by id desc limit $3""";

    private static final String THESE = """
            select id, subject_id, consent_id, claimed_at, effective_at, channel, recorded_by from consent.revocation
            where id = any($1) order by id desc""";

    private record Opening(UUID consentId, int seq) {}

    private final Subjects subjects;
    private final Notices notices;

    Histories(Subjects subjects, Notices notices) {
        this.subjects = subjects;
        this.notices = notices;
    }

    Optional<UUID> withdrawnBefore(Tx tx, UUID consentId, Instant moment, UUID notBy) {
        return tx.rows(WITHDRAWN_BEFORE, consentId, moment, notBy).stream()
                .map(row -> row.getUUID(0))
                .findFirst();
    }

    Optional<History.Revocation> revocation(Tx tx, UUID id) {
        return tx.rows(REVOCATION, id).stream().findFirst().map(Histories::revocation);
    }

    /** The newest first; of one person where one is named. */
    List<History.Revocation> revocations(Tx tx, @Nullable UUID subjectId, @Nullable UUID before, int limit) {
        return tx.rows(NEWEST, subjectId, before, limit).stream()
                .map(Histories::revocation)
                .toList();
    }

    List<History.Revocation> revocations(Tx tx, List<UUID> ids) {
        return tx.rows(THESE, (Object) ids.toArray(UUID[]::new)).stream()
                .map(Histories::revocation)
                .toList();
    }

    List<History> read(Tx tx, Map<UUID, Consent> consents, boolean sealedToo) {
        if (consents.isEmpty()) return List.of();
        UUID[] ids = consents.keySet().toArray(UUID[]::new);
        var subjectIds = consents.values().stream().map(Consent::subjectId).collect(Collectors.toSet());
        var words = notices.texts(
                tx, consents.values().stream().map(Consent::noticeId).collect(Collectors.toSet()));
        var keys = subjects.keys(tx, subjectIds, sealedToo);
        var evidence = evidence(tx, ids, id -> key(consents, keys, id));
        var openings = openings(tx, ids, id -> key(consents, keys, id));
        var events = grouped(tx.rows(EVENTS, (Object) ids));
        var revocations = tx.rows(REVOCATIONS, (Object) subjectIds.toArray(UUID[]::new)).stream()
                .map(Histories::revocation)
                .toList();
        var histories = new ArrayList<History>();
        consents.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).forEach(consent -> {
            var notice = words.get(consent.noticeId());
            if (notice == null) throw new IllegalStateException("texts() returns each one asked for");
            var open = evidence.get(consent.id());
            histories.add(new History(
                    consent,
                    notice,
                    open == null ? null : open.identity(),
                    open == null ? null : open.captured(),
                    recorded(consent.id(), events.getOrDefault(consent.id(), List.of()), open, openings),
                    revocations.stream().filter(r -> concerns(r, consent)).toList()));
        });
        return histories;
    }

    private static @Nullable DataKey key(Map<UUID, Consent> consents, Map<UUID, DataKey> keys, UUID consentId) {
        var consent = consents.get(consentId);
        return consent == null ? null : keys.get(consent.subjectId());
    }

    private static Map<UUID, Evidence> evidence(Tx tx, UUID[] ids, Function<UUID, @Nullable DataKey> keyOf) {
        var evidence = new HashMap<UUID, Evidence>();
        for (Row row : tx.rows(SEALED, (Object) ids)) {
            var key = keyOf.apply(row.getUUID(0));
            if (key != null) {
                var id = row.getUUID(0);
                evidence.put(id, Evidence.open(key, id, row.getBuffer(1).getBytes()));
            }
        }
        return evidence;
    }

    private static Map<Opening, Map<String, String>> openings(
            Tx tx, UUID[] ids, Function<UUID, @Nullable DataKey> keyOf) {
        var openings = new HashMap<Opening, Map<String, String>>();
        for (Row row : tx.rows(OPENINGS, (Object) ids)) {
            var id = row.getUUID(0);
            int seq = row.getInteger(1);
            var key = keyOf.apply(id);
            if (key != null) {
                openings.put(
                        new Opening(id, seq),
                        Evidence.openLater(key, id, seq, row.getBuffer(2).getBytes()));
            }
        }
        return openings;
    }

    private static Map<UUID, List<Row>> grouped(List<Row> events) {
        return events.stream().collect(Collectors.groupingBy(row -> row.getUUID(0)));
    }

    /** The first event is the grant, and the chain has no gaps: the place is the number. */
    private static List<History.Recorded> recorded(
            UUID consentId, List<Row> events, @Nullable Evidence evidence, Map<Opening, Map<String, String>> openings) {
        var recorded = new ArrayList<History.Recorded>(events.size());
        for (Row row : events) {
            int seq = recorded.size();
            byte[] leaf = row.getBuffer(3).getBytes();
            var opened = seq == 0 && evidence != null
                    ? evidence.values()
                    : openings.getOrDefault(new Opening(consentId, seq), Map.of());
            recorded.add(new History.Recorded(
                    row.getLong(4),
                    row.getString(1),
                    row.getOffsetDateTime(2).toInstant(),
                    seq,
                    new String(leaf, StandardCharsets.UTF_8),
                    Digest.ofLeaf(leaf),
                    opened));
        }
        return recorded;
    }

    private static boolean concerns(History.Revocation revocation, Consent consent) {
        return revocation.consentId() == null
                ? revocation.subjectId().equals(consent.subjectId())
                : revocation.consentId().equals(consent.id());
    }

    private static History.Revocation revocation(Row row) {
        return new History.Revocation(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getOffsetDateTime(3).toInstant(),
                row.getOffsetDateTime(4).toInstant(),
                row.getString(5),
                row.getUUID(6));
    }
}
