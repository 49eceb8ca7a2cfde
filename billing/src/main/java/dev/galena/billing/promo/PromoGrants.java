package dev.galena.billing.promo;

import dev.galena.billing.Account;
import dev.galena.billing.Money;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Grants as stored. */
public final class PromoGrants {
    /** Names the list in its cursors. */
    public static final String ORDER = "promo-grant";

    private static final String SELECT =
            "select id, party_id, amount, currency, left_over, reason, granted_at, expires_at, closed ";

    private static final String DUE = """
            select distinct party_id, currency from (
              select party_id, currency from billing.promo_grant
              where not closed and expires_at <= billing.latest_now($1) and expires_at <= billing.party_now(party_id, $1)
              order by expires_at limit $2) due""";

    private static final String OPEN = SELECT + """
            , coalesce(expires_at <= billing.party_now(party_id, $2), false)
            from billing.promo_grant where party_id = any($1) and not closed order by expires_at, id""";

    private static final String ADD = """
            insert into billing.promo_grant (id, party_id, currency, amount, left_over, reason, granted_at, expires_at)
            values ($1, $2, $3, $4, $4, $5, $6, $7)""";

    private static final String SAVE = """
            update billing.promo_grant g set left_over = t.left_over, closed = t.left_over = 0
            from unnest($1::uuid[], $2::bigint[]) as t(id, left_over) where g.id = t.id and not g.closed""";

    /** Credited, and not by a grant: a return, say. */
    private static final String CAME_BACK = """
            select a.id, (coalesce((select sum(t.amount) from billing.transfer t where t.credit_id = a.id), 0)
                - coalesce((select sum(g.amount) from billing.promo_grant g
                            where g.party_id = a.party_id and g.currency = a.currency), 0))::bigint
            from billing.account a where a.id = any($1)""";

    /** A grant that is open, and whether its time is over. */
    record Open(PromoGrant grant, boolean due) {}

    /** The accounts of which some have expired. */
    List<Account> due(Tx tx, Instant world, int rowsMax) {
        return tx.rows(DUE, world, rowsMax).stream()
                .map(row -> PromoGrant.account(row.getUUID(0), Currency.getInstance(row.getString(1))))
                .toList();
    }

    /** Those of these parties, in all currencies; what expires first comes first. Their balances are locked. */
    List<Open> open(Tx tx, Collection<UUID> parties, Instant world) {
        return tx.rows(OPEN, parties.toArray(UUID[]::new), world).stream()
                .map(row -> new Open(grant(row), row.getBoolean(9)))
                .toList();
    }

    /** What came back to accounts that are locked, and is in no grant yet. */
    Map<UUID, Long> cameBack(Tx tx, List<Account> accounts) {
        Map<UUID, Long> back = new HashMap<>();
        tx.rows(CAME_BACK, (Object) accounts.stream().map(Account::id).toArray(UUID[]::new))
                .forEach(row -> back.put(row.getUUID(0), row.getLong(1)));
        return back;
    }

    void add(Tx tx, PromoGrant grant) {
        tx.change(
                1,
                ADD,
                grant.id(),
                grant.partyId(),
                grant.amount().currency().getCurrencyCode(),
                grant.amount().minorUnits(),
                grant.reason(),
                grant.grantedAt(),
                grant.expiresAt());
    }

    void save(Tx tx, List<PromoGrant> grants) {
        if (grants.isEmpty()) return;
        tx.change(
                grants.size(),
                SAVE,
                grants.stream().map(PromoGrant::id).toArray(UUID[]::new),
                grants.stream().map(g -> g.left().minorUnits()).toArray(Long[]::new));
    }

    Slice<PromoGrant> page(Tx tx, UUID partyId, Page page) {
        Cursor after = page.after();
        var rows = tx.rows(SELECT + """
                        from billing.promo_grant where party_id = $1 and ($2::uuid is null or id < $2)
                        order by id desc limit $3""", partyId, after == null ? null : after.id(), page.limit());
        return page.cut(ORDER, rows.stream().map(PromoGrants::grant).toList(), g -> new Cursor("", g.id()));
    }

    private static PromoGrant grant(Row row) {
        String currency = row.getString(3);
        var expires = row.getOffsetDateTime(7);
        return new PromoGrant(
                row.getUUID(0),
                row.getUUID(1),
                Money.of(row.getLong(2), currency),
                Money.of(row.getLong(4), currency),
                row.getString(5),
                row.getOffsetDateTime(6).toInstant(),
                expires == null ? null : expires.toInstant(),
                row.getBoolean(8));
    }
}
