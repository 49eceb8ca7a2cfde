package dev.galena.consent.erasure;

import dev.galena.consent.Subjects;
import dev.galena.consent.evidence.Certificates;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What this module knows of people, and its end. Of a consent a husk remains: its terms and its place in the chain, so that
 * the log goes on and can be held against it.
 */
public final class Traces {

    private static final String LOCK = "select id from consent.subject where id = any($1) order by id for update";

    private static final String HASHES =
            "select hash from consent.subject_key where subject_id = any($1) order by hash";

    private static final String SEAL =
            "update consent.subject set sealed_at = $2 where id = any($1) and sealed_at is null";

    private static final String EMPTY = """
            update consent.consent set sealed = '', facts = 0 where subject_id = any($1)""";

    private static final String OPENINGS = """
            delete from consent.opening where consent_id in (select id from consent.consent where subject_id = any($1))""";

    private static final String REMEMBER = """
            insert into consent.erased_key (hash, erased_at)
            select hash, $2 from consent.subject_key where subject_id = any($1)
            on conflict (hash) do update set erased_at = excluded.erased_at""";

    private static final String KEYS = "delete from consent.subject_key where subject_id = any($1)";

    private static final String SUBJECTS = "delete from consent.subject where id = any($1)";

    private final Exhibits exhibits;
    private final Certificates certificates = new Certificates();

    public Traces(Subjects subjects) {
        this.exhibits = new Exhibits(subjects);
    }

    /** Locks people in the order of their ids, before anything else of theirs; returns those who are there. */
    public Set<UUID> lock(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows(LOCK, (Object) ids(subjectIds)).stream()
                .map(row -> row.getUUID(0))
                .collect(Collectors.toSet());
    }

    /** Keyed hashes of their numbers and addresses, by which other modules find what they hold of them. */
    public List<byte[]> hashes(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows(HASHES, (Object) ids(subjectIds)).stream()
                .map(row -> row.getBuffer(0).getBytes())
                .toList();
    }

    /** From now on their keys are for compliance only, and nobody takes them in anew. */
    public void seal(Tx tx, Collection<UUID> subjectIds, Instant now) {
        tx.run(SEAL, ids(subjectIds), now);
    }

    /**
     * Of locked people, whose consents are locked too. Their events come before: nothing can be sealed afterwards. Of their numbers and
     * addresses keyed hashes stay behind, so that who brings them in again is told that they are gone.
     */
    public void erase(Tx tx, Collection<UUID> subjectIds, Instant now) {
        UUID[] ids = ids(subjectIds);
        tx.run(REMEMBER, ids, now);
        tx.run(EMPTY, (Object) ids);
        tx.run(OPENINGS, (Object) ids);
        exhibits.erase(tx, subjectIds);
        certificates.erase(tx, subjectIds);
        tx.run(KEYS, (Object) ids);
        tx.run(SUBJECTS, (Object) ids);
    }

    private static UUID[] ids(Collection<UUID> subjectIds) {
        return subjectIds.toArray(UUID[]::new);
    }
}
