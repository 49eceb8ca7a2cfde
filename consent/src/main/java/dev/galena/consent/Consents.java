package dev.galena.consent;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people agreed to. A sale and a withdrawal both {@link #lock} the row first, so no sale commits after a committed
 * withdrawal. Each change appends an event to the consent's chain in the same transaction.
 */
public final class Consents {

    static final String COLUMNS =
            "id, subject_id, notice_id, seller_id, granted_at, expires_at, (channels & ~stopped)::smallint, facts, certified, revoked_at, seq, head";

    private static final String LOCK =
            "select " + COLUMNS + " from consent.consent where id = any($1) order by id for no key update";

    private static final String FIND = "select " + COLUMNS + " from consent.consent where id = any($1) order by id";

    private static final String OF_SUBJECTS = "select id from consent.consent where subject_id = any($1) order by id";

    private final Granting granting;
    private final Recording recording;
    private final Histories histories;

    public Consents(Subjects subjects, Notices notices) {
        this.granting = new Granting(notices);
        this.recording = new Recording(subjects);
        this.histories = new Histories(subjects, notices);
    }

    /**
     * Records grants of people resolved in this transaction, with their words and first events; returns their ids in order.
     * One whose person has withdrawn since is recorded as withdrawn.
     */
    public List<UUID> grant(Tx tx, List<Grant> grants, Instant now) {
        return grant(tx, grants, now, () -> {});
    }

    /**
     * The same, telling the caller when the last step is done that may wait for another transaction: what follows adds rows
     * that nobody else knows of.
     */
    public List<UUID> grant(Tx tx, List<Grant> grants, Instant now, Runnable waitedEnough) {
        return grant(tx, grants, null, now, waitedEnough);
    }

    /** The same of grants that the seller handed in together and signed, see {@link Submissions#add}; null: not signed. */
    public List<UUID> grant(
            Tx tx, List<Grant> grants, @Nullable Digest submission, Instant now, Runnable waitedEnough) {
        return granting.grant(tx, grants, submission, now, waitedEnough);
    }

    /** Locks these consents in id order, whatever the order given. The map may be changed; an unknown id is absent. */
    public Map<UUID, Consent> lock(Tx tx, Collection<UUID> ids) {
        return locking(tx, ids).get();
    }

    /** Sends the same without waiting, so that locks and reads can follow at once. */
    public Supplier<Map<UUID, Consent>> locking(Tx tx, Collection<UUID> ids) {
        return tx.ask(Consents::consents, LOCK, (Object) ids.toArray(UUID[]::new));
    }

    /** As they stand, without a lock: to show, not to decide. */
    public Map<UUID, Consent> find(Tx tx, Collection<UUID> ids) {
        return consents(tx.rows(FIND, (Object) ids.toArray(UUID[]::new)));
    }

    /** Every consent of these people, in id order. */
    public List<UUID> ofSubjects(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows(OF_SUBJECTS, (Object) subjectIds.toArray(UUID[]::new)).stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    /**
     * Appends events to the chains of locked consents, in the order given, several to one consent too.
     *
     * @param locked what {@link #lock} returned in this transaction; brought up to date, so a later call goes on from there
     */
    public void record(Tx tx, List<Event> events, Map<UUID, Consent> locked, Instant now) {
        recording.record(tx, events, locked, now);
    }

    /** The whole story of these consents, personal values opened as far as their keys still exist. For audited eyes only. */
    public List<History> history(Tx tx, Collection<UUID> ids) {
        return history(tx, ids, false);
    }

    /** {@code sealedToo}: also of people who wait to be erased; for compliance. */
    public List<History> history(Tx tx, Collection<UUID> ids, boolean sealedToo) {
        return histories.read(tx, find(tx, ids), sealedToo);
    }

    /**
     * The revocation, if there is one, by which a person had withdrawn all of this consent before that moment, whenever we heard of it.
     *
     * @param notBy whose word does not count
     */
    public Optional<UUID> withdrawnBefore(Tx tx, UUID consentId, Instant moment, UUID notBy) {
        return histories.withdrawnBefore(tx, consentId, moment, notBy);
    }

    public Optional<History.Revocation> revocation(Tx tx, UUID id) {
        return histories.revocation(tx, id);
    }

    /** Withdrawals, the newest first: of one person where one is named, behind the one with the id {@code before}. */
    public List<History.Revocation> revocations(Tx tx, @Nullable UUID subjectId, @Nullable UUID before, int limit) {
        return histories.revocations(tx, subjectId, before, limit);
    }

    /** These withdrawals, the newest first. */
    public List<History.Revocation> revocations(Tx tx, List<UUID> ids) {
        return histories.revocations(tx, ids);
    }

    private static Map<UUID, Consent> consents(List<Row> rows) {
        Map<UUID, Consent> found = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            found.put(row.getUUID(0), consent(row));
        }
        return found;
    }

    private static Consent consent(Row row) {
        var expiresAt = row.getOffsetDateTime(5);
        var revokedAt = row.getOffsetDateTime(9);
        return new Consent(
                row.getUUID(0),
                row.getUUID(1),
                Digest.of(row.getBuffer(2).getBytes()),
                row.getUUID(3),
                row.getOffsetDateTime(4).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getShort(6),
                row.getShort(7),
                row.getBoolean(8),
                revokedAt == null ? null : revokedAt.toInstant(),
                row.getInteger(10),
                Digest.of(row.getBuffer(11).getBytes()));
    }
}
