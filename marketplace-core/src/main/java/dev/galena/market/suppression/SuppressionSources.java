package dev.galena.market.suppression;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sources as stored, and the messages of theirs that were taken in. */
final class SuppressionSources {

    /** With the sealed secret, and whether its party is the operator. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sending(SuppressionSource source, byte[] sealedSecret, boolean operator) {}

    void add(Tx tx, SuppressionSource source, byte[] sealedSecret) {
        tx.run("""
                insert into market.suppression_source (id, party_id, name, sealed_secret, created_at)
                values ($1, $2, $3, $4, $5)""", source.id(), source.partyId(), source.name(), sealedSecret, source.createdAt());
    }

    int inForce(Tx tx, UUID partyId) {
        return tx.rows(
                        "select count(*)::int from market.suppression_source where party_id = $1 and revoked_at is null",
                        partyId)
                .getFirst()
                .getInteger(0);
    }

    List<SuppressionSource> page(Tx tx, UUID partyId, Page page) {
        return tx.rows("""
                        select id, party_id, name, created_at, revoked_at from market.suppression_source
                        where party_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3""", partyId, after(page), page.limit()).stream()
                .map(SuppressionSources::source)
                .toList();
    }

    private static @Nullable UUID after(Page page) {
        return page.after() == null ? null : page.after().id();
    }

    boolean revoke(Tx tx, UUID partyId, UUID id, Instant now) {
        return tx.run("""
                        update market.suppression_source set revoked_at = coalesce(revoked_at, $3)
                        where id = $1 and party_id = $2""", id, partyId, now) == 1;
    }

    /** In force, of a party that is not suspended. */
    Optional<Sending> sending(Tx tx, UUID id) {
        return tx.rows("""
                        select s.id, s.party_id, s.name, s.created_at, s.revoked_at, s.sealed_secret, 'operator' = any(p.roles)
                        from market.suppression_source s join market.party p on p.id = s.party_id
                        where s.id = $1 and s.revoked_at is null and p.status = 'active'""", id).stream()
                .findFirst()
                .map(row -> new Sending(source(row), row.get(Buffer.class, 5).getBytes(), row.getBoolean(6)));
    }

    boolean taken(Tx tx, UUID id, String message) {
        return !tx.rows("select from market.suppression_message where source_id = $1 and message = $2", id, message)
                .isEmpty();
    }

    /** And forgets those that can come no more. */
    void take(Tx tx, UUID id, String message, Instant now, Instant forget) {
        tx.run(
                "insert into market.suppression_message (source_id, message, at) values ($1, $2, $3) on conflict do nothing",
                id,
                message,
                now);
        tx.run("delete from market.suppression_message where at < $1", forget);
    }

    private static SuppressionSource source(Row row) {
        var revokedAt = row.getOffsetDateTime(4);
        return new SuppressionSource(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getOffsetDateTime(3).toInstant(),
                revokedAt == null ? null : revokedAt.toInstant());
    }
}
