package dev.galena.market.party;

import static dev.galena.market.generated.Tables.API_KEY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.val;

import dev.galena.db.Page;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record9;
import org.jooq.SelectJoinStep;

/** Keys as stored: hashes and what they open. */
public final class ApiKeys {
    private static final String ORDER = "api_key";

    /** With the hash of its text, as {@link KeyText#hash} gives it. */
    public void add(Tx tx, ApiKey key, byte[] hash) {
        tx.run(
                """
                insert into market.api_key (id, party_id, name, prefix, hash, scopes, created_at, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                key.id(),
                key.partyId(),
                key.name(),
                key.prefix(),
                hash,
                codes(key.scopes()),
                key.createdAt(),
                key.expiresAt());
    }

    public Page.Slice<ApiKey> of(Tx tx, UUID partyId, Page page) {
        var rows = tx.all(columns()
                .where(API_KEY.PARTY_ID.eq(partyId))
                .and(page.descending(API_KEY.CREATED_AT, API_KEY.ID))
                .orderBy(API_KEY.CREATED_AT.desc(), API_KEY.ID.desc())
                .limit(page.limit()));
        return page.cut(
                ORDER,
                rows.stream().map(ApiKeys::key).toList(),
                key -> new Page.Cursor(key.createdAt().toString(), key.id()));
    }

    public Optional<ApiKey> find(Tx tx, UUID partyId, UUID id) {
        return tx.first(columns().where(API_KEY.ID.eq(id)).and(API_KEY.PARTY_ID.eq(partyId)))
                .map(ApiKeys::key);
    }

    /** Ends keys of one party at once; false where there is none. Ending twice keeps the first time. */
    public boolean revoke(Tx tx, UUID partyId, UUID id, Instant now) {
        return tx.run(update(API_KEY)
                        .set(API_KEY.REVOKED_AT, coalesce(API_KEY.REVOKED_AT, val(now)))
                        .where(API_KEY.ID.eq(id))
                        .and(API_KEY.PARTY_ID.eq(partyId)))
                == 1;
    }

    /** Lets a key end by itself, unless it would have ended sooner. */
    public void expire(Tx tx, UUID id, Instant at) {
        tx.run(
                "update market.api_key set expires_at = least(expires_at, $2) where id = $1 and revoked_at is null",
                id,
                at);
    }

    public void used(Tx tx, Collection<UUID> ids, Instant at) {
        tx.run("update market.api_key set last_used_at = $2 where id = any($1)", ids.toArray(UUID[]::new), at);
    }

    private static SelectJoinStep<Record9<UUID, UUID, String, String, String[], Instant, Instant, Instant, Instant>>
            columns() {
        return select(
                        API_KEY.ID,
                        API_KEY.PARTY_ID,
                        API_KEY.NAME,
                        API_KEY.PREFIX,
                        API_KEY.SCOPES,
                        API_KEY.CREATED_AT,
                        API_KEY.EXPIRES_AT,
                        API_KEY.LAST_USED_AT,
                        API_KEY.REVOKED_AT)
                .from(API_KEY);
    }

    private static ApiKey key(Record9<UUID, UUID, String, String, String[], Instant, Instant, Instant, Instant> row) {
        var scopes =
                Stream.of(row.value5()).map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
        return new ApiKey(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                scopes,
                row.value6(),
                row.value7(),
                row.value8(),
                row.value9());
    }

    static String[] codes(Set<Scope> scopes) {
        return scopes.stream().map(Scope::code).sorted().toArray(String[]::new);
    }
}
