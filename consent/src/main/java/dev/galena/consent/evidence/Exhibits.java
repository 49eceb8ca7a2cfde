package dev.galena.consent.evidence;

import dev.galena.consent.DataKey;
import dev.galena.consent.Digest;
import dev.galena.consent.Subjects;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code consent.evidence}: files under the key of the person they show, bound to their row. */
public final class Exhibits {

    private static final String COLUMNS = "id, consent_id, subject_id, seq, digest, kind, bytes, party_id, attached_at";

    private static final String ADD = """
            insert into consent.evidence (id, consent_id, subject_id, seq, digest, kind, bytes, party_id, attached_at, sealed)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""";

    private final Subjects subjects;

    public Exhibits(Subjects subjects) {
        this.subjects = subjects;
    }

    /** While the consent is locked, after its event was recorded. */
    public void add(Tx tx, Exhibit exhibit, DataKey key, byte[] content) {
        tx.run(
                ADD,
                exhibit.id(),
                exhibit.consentId(),
                exhibit.subjectId(),
                exhibit.seq(),
                exhibit.digest().bytes(),
                exhibit.kind().code(),
                exhibit.bytes(),
                exhibit.partyId(),
                exhibit.attachedAt(),
                key.seal(content, context(exhibit.id())));
    }

    /** Of these consents, in the order in which they were attached. */
    public List<Exhibit> of(Tx tx, Collection<UUID> consentIds) {
        return tx
                .rows(
                        "select " + COLUMNS
                                + " from consent.evidence where consent_id = any($1) order by consent_id, seq",
                        (Object) consentIds.toArray(UUID[]::new))
                .stream()
                .map(Exhibits::exhibit)
                .toList();
    }

    public Optional<Exhibit> find(Tx tx, UUID id) {
        return tx.rows("select " + COLUMNS + " from consent.evidence where id = $1", id).stream()
                .findFirst()
                .map(Exhibits::exhibit);
    }

    /** By id, the bytes as they came; those whose person was erased are absent. */
    public Map<UUID, byte[]> contents(Tx tx, Collection<Exhibit> exhibits) {
        var keys = subjects.keys(tx, exhibits.stream().map(Exhibit::subjectId).toList());
        var contents = new HashMap<UUID, byte[]>();
        for (Row row : tx.rows("select id, subject_id, sealed from consent.evidence where id = any($1)", (Object)
                exhibits.stream().map(Exhibit::id).toArray(UUID[]::new))) {
            var key = keys.get(row.getUUID(1));
            if (key != null)
                contents.put(row.getUUID(0), key.open(row.getBuffer(2).getBytes(), context(row.getUUID(0))));
        }
        return contents;
    }

    /** Everything kept of these people; what was kept of a person whose key is deleted cannot be read any more anyway. */
    public int erase(Tx tx, Collection<UUID> subjectIds) {
        return tx.rows("delete from consent.evidence where subject_id = any($1) returning id", (Object)
                        subjectIds.toArray(UUID[]::new))
                .size();
    }

    private static byte[] context(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static Exhibit exhibit(Row row) {
        return new Exhibit(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getInteger(3),
                Digest.of(row.getBuffer(4).getBytes()),
                Kind.stored(row.getShort(5)),
                row.getInteger(6),
                row.getUUID(7),
                row.getOffsetDateTime(8).toInstant());
    }
}
