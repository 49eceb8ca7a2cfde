package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.log.Ed25519;
import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Public keys of parties. None is ever deleted, so that whatever was signed can be checked for ever. */
public final class PartyKeys {
    /** Names the list in its cursors. */
    public static final String ORDER = "party_key";

    private static final String COLUMNS =
            "select id, party_id, label, public_key, created_at, revoked_at from market.party_key ";

    /** What came of checking a signature. */
    public enum Verdict {
        GOOD,
        /** Not made with this key over these bytes. */
        WRONG,
        /** The party has no such key. */
        UNKNOWN_KEY,
        REVOKED_KEY;

        public boolean good() {
            return this == GOOD;
        }
    }

    /** The bytes that are signed: the context's text in ASCII, a zero byte, the bytes. */
    public static byte[] message(String context, byte[] bytes) {
        byte[] name = context.getBytes(US_ASCII);
        return ByteBuffer.allocate(name.length + 1 + bytes.length)
                .put(name)
                .put((byte) 0)
                .put(bytes)
                .array();
    }

    /**
     * Whether a party has signed something now.
     *
     * @param context what the signature is for, such as {@code galena.acknowledgement/1}: one for another purpose is wrong
     */
    public Verdict verify(Tx tx, UUID partyId, UUID keyId, String context, byte[] bytes, byte[] signature) {
        Optional<PartyKey> key = find(tx, partyId, keyId);
        if (key.isEmpty()) return Verdict.UNKNOWN_KEY;
        if (key.get().revokedAt() != null) return Verdict.REVOKED_KEY;
        byte[] publicKey = key.get().publicKey();
        return Ed25519.verifies(publicKey, message(context, bytes), signature) ? Verdict.GOOD : Verdict.WRONG;
    }

    public Optional<PartyKey> find(Tx tx, UUID partyId, UUID id) {
        return tx.rows(COLUMNS + "where id = $1 and party_id = $2", id, partyId).stream()
                .findFirst()
                .map(PartyKeys::key);
    }

    Page.Slice<PartyKey> page(Tx tx, UUID partyId, Page page) {
        List<PartyKey> keys = tx
                .rows(
                        COLUMNS + "where party_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
                        partyId,
                        page.after() == null ? null : page.after().id(),
                        page.limit())
                .stream()
                .map(PartyKeys::key)
                .toList();
        return page.cut(ORDER, keys, key -> new Page.Cursor("", key.id()));
    }

    /** How many of them are in force. */
    public int inForce(Tx tx, UUID partyId) {
        return tx.rows("select count(*)::int from market.party_key where party_id = $1 and revoked_at is null", partyId)
                .getFirst()
                .getInteger(0);
    }

    /** False where somebody has this very key already. */
    boolean add(Tx tx, PartyKey key, String createdBy) {
        return tx.run("""
                        insert into market.party_key (id, party_id, label, public_key, created_at, created_by)
                        values ($1, $2, $3, $4, $5, $6) on conflict (public_key) do nothing""", key.id(), key.partyId(), key.label(), key.publicKey(), key.createdAt(), createdBy) == 1;
    }

    /** False where the party has no such key. Repeating it keeps the first time. */
    boolean revoke(Tx tx, UUID partyId, UUID id, Instant now) {
        return tx.run(
                        "update market.party_key set revoked_at = coalesce(revoked_at, $3) where id = $1 and party_id = $2",
                        id,
                        partyId,
                        now)
                == 1;
    }

    private static PartyKey key(Row row) {
        var revokedAt = row.getOffsetDateTime(5);
        return new PartyKey(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getBuffer(3).getBytes(),
                row.getOffsetDateTime(4).toInstant(),
                revokedAt == null ? null : revokedAt.toInstant());
    }
}
