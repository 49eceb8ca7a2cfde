package dev.galena.market.returns;

import dev.galena.billing.recurring.Period;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was released and what is due. */
final class Releases {

    /** A test party's clock may be ahead, and is then asked for between periods: the hour before is looked at again. */
    private static final String DUE = """
            select s.id from market.sale s
            where s.return_until > $1::timestamptz - interval '1 hour' and s.return_until <= billing.latest_now($2)
              and s.return_until <= billing.party_now(s.buyer_id, $2)
              and not exists (select from market.release_line l where l.sale_id = s.id)
              and not exists (select from market.sale_return r
                where r.sale_id = s.id and r.state in ('requested', 'contested'))
            order by s.return_until limit $3""";

    private static final String RESERVES_DUE = """
            select r.id, r.seller_id, r.currency, r.reserve from market.release r
            where r.reserve_until <= billing.latest_now($1) and r.reserve_until <= billing.party_now(r.seller_id, $1)
              and not exists (select from market.reserve_release e where e.release_id = r.id)
            order by r.id limit $2""";

    private static final String RESERVES = """
            select distinct on (seller_id) seller_id, reserve_bps, hold_days from market.seller_reserve
            where seller_id = any($1) order by seller_id, version desc""";

    private static final String ADD = """
            insert into market.release (id, seller_id, currency, amount, reserve, reserve_until, sales, at)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::timestamptz[],
              $7::integer[], $8::timestamptz[])""";

    private static final String ADD_LINES = """
            insert into market.release_line (sale_id, release_id, amount)
            select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])""";

    private static final String SET_RESERVE = """
            insert into market.seller_reserve (seller_id, version, reserve_bps, hold_days, created_at, created_by)
            select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 from market.seller_reserve where seller_id = $1""";

    /** How much of a seller's shares is kept back, and for how long. */
    record Reserve(int bps, int days) {}

    /** What was kept back of a release. */
    record Kept(UUID release, UUID seller, Currency currency, long amount) {}

    List<UUID> due(Tx tx, Period period, int max) {
        return tx.rows(DUE, period.start(), period.end(), (long) max).stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    List<Kept> reservesDue(Tx tx, Instant now, int max) {
        return tx.rows(RESERVES_DUE, now, (long) max).stream()
                .map(row -> new Kept(
                        row.getUUID(0), row.getUUID(1), Currency.getInstance(row.getString(2)), row.getLong(3)))
                .toList();
    }

    Map<UUID, Reserve> reserves(Tx tx, Collection<UUID> sellers) {
        Map<UUID, Reserve> reserves = new HashMap<>();
        for (var row : tx.rows(RESERVES, (Object) sellers.toArray(UUID[]::new))) {
            reserves.put(row.getUUID(0), new Reserve(row.getInteger(1), row.getInteger(2)));
        }
        return reserves;
    }

    void setReserve(Tx tx, UUID seller, Reserve reserve, String actor, Instant now) {
        tx.lock("seller reserve " + seller);
        tx.run(SET_RESERVE, seller, reserve.bps(), reserve.days(), now, actor);
    }

    void add(Tx tx, List<Release> all) {
        List<UUID> sales = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        for (Release release : all) {
            release.shares().forEach((sale, share) -> {
                sales.add(sale);
                ids.add(release.id());
                amounts.add(share);
            });
        }
        tx.change(
                all.size(),
                ADD,
                all.stream().map(Release::id).toArray(UUID[]::new),
                all.stream().map(Release::seller).toArray(UUID[]::new),
                all.stream().map(r -> r.currency().getCurrencyCode()).toArray(String[]::new),
                all.stream().map(Release::amount).toArray(Long[]::new),
                all.stream().map(Release::reserve).toArray(Long[]::new),
                all.stream().map(Release::reserveUntil).toArray(Instant[]::new),
                all.stream().map(r -> r.shares().size()).toArray(Integer[]::new),
                all.stream().map(Release::at).toArray(Instant[]::new));
        tx.change(
                sales.size(),
                ADD_LINES,
                sales.toArray(UUID[]::new),
                ids.toArray(UUID[]::new),
                amounts.toArray(Long[]::new));
    }

    void letGo(Tx tx, List<UUID> releases, Instant now) {
        tx.change(
                releases.size(),
                "insert into market.reserve_release (release_id, at) select id, $2 from unnest($1::uuid[]) as t(id)",
                releases.toArray(UUID[]::new),
                now);
    }
}
