package dev.galena.market.purchase;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.galena.db.Tx;
import dev.galena.market.vertical.Sql;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Listings as the till sees them. */
final class Offers {

    /**
     * Open leads that match and that this buyer does not have, newest first.
     *
     * @param after the last one of the page before; null for the first page
     */
    List<UUID> matching(Tx tx, Request request, Wanted.UpTo wanted, @Nullable UUID after, int rowsMax, Instant now) {
        String price = request.exclusive() ? "l.exclusive_price" : "l.price";
        Sql sql = new Sql()
                .add("select l.lead_id from market.listing l where l.status = 'open' and l.currency = ")
                .bind(request.currency().getCurrencyCode(), "text")
                .add(" and l.expires_at > ")
                .bind(now, "timestamptz")
                .add(" and l.seller_id <> ")
                .bind(request.buyer(), "uuid")
                .add(" and " + price + " <= ")
                .bind(wanted.budget(), "bigint")
                .add(request.exclusive() ? " and l.sold = 0" : "")
                .add(" and not exists (select from market.sale s where s.lead_id = l.lead_id and s.buyer_id = ")
                .bind(request.buyer(), "uuid")
                .add(")");
        if (after != null) sql.add(" and l.lead_id < ").bind(after, "uuid");
        wanted.matching().write(sql, now);
        sql.add(" order by l.lead_id desc limit ").bind(rowsMax, "int4");
        return tx.rows(sql.text(), sql.binds().toArray()).stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    /** As they stand, unlocked; ids that name none are left out. The map may be changed. */
    Map<UUID, Offer> read(Tx tx, Collection<UUID> leads) {
        return reading(tx, leads).get();
    }

    /** Sends the same without waiting. */
    Supplier<Map<UUID, Offer>> reading(Tx tx, Collection<UUID> leads) {
        if (leads.isEmpty()) return HashMap::new;
        return tx.ask(Offers::offers, """
                select l.lead_id, l.seller_id, d.subject_id, d.consent_id, l.vertical_id, l.vertical_version, l.currency,
                       l.price, l.exclusive_price, l.max_sales, l.sold, l.status, l.expires_at, l.score, l.level,
                       l.price_rule
                from market.listing l join market.lead d on d.id = l.lead_id
                where l.lead_id = any($1)""", (Object) ids(leads));
    }

    private static Map<UUID, Offer> offers(List<Row> rows) {
        Map<UUID, Offer> offers = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            Offer offer = new Offer(
                    row.getUUID(0),
                    row.getUUID(1),
                    row.getUUID(2),
                    row.getUUID(3),
                    row.getInteger(4),
                    row.getInteger(5),
                    row.getString(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getInteger(9),
                    row.getInteger(10),
                    row.getString(11),
                    row.get(OffsetDateTime.class, 12).toInstant(),
                    row.getInteger(13),
                    row.getInteger(14),
                    row.getInteger(15));
            offers.put(offer.lead(), offer);
        }
        return offers;
    }

    /**
     * Locks these listings in the order of their ids: nobody else changes them before this transaction ends. Sent without
     * waiting; the answer, once asked for, puts what may have changed since they were read into {@code offers}, and is that.
     */
    Supplier<Map<UUID, Offer>> locking(Tx tx, Collection<UUID> leads, Map<UUID, Offer> offers) {
        if (leads.isEmpty()) return () -> offers;
        return tx.ask(rows -> renewed(rows, leads, offers), """
                select lead_id, price, exclusive_price, max_sales, sold, status, expires_at, price_rule
                from market.listing where lead_id = any($1) order by lead_id for no key update""", (Object) ids(leads));
    }

    private static Map<UUID, Offer> renewed(List<Row> rows, Collection<UUID> leads, Map<UUID, Offer> offers) {
        // Who was erased meanwhile is not there any more.
        if (rows.size() != leads.size()) {
            Set<UUID> there = rows.stream().map(row -> row.getUUID(0)).collect(toSet());
            offers.keySet().removeIf(id -> leads.contains(id) && !there.contains(id));
        }
        for (Row row : rows) {
            offers.computeIfPresent(
                    row.getUUID(0),
                    (id, before) -> before.locked(
                            row.getLong(1),
                            row.getLong(2),
                            row.getInteger(3),
                            row.getInteger(4),
                            row.getString(5),
                            row.get(OffsetDateTime.class, 6).toInstant(),
                            row.getInteger(7)));
        }
        return offers;
    }

    /** Takes the slots that were sold. The condition says once more what the lock has promised. */
    void sell(Tx tx, Map<UUID, Offer> before, Collection<Sale> sales) {
        Map<UUID, Offer> after = HashMap.newHashMap(sales.size());
        for (Sale sale : sales) {
            Offer sold = after.getOrDefault(sale.lead(), requireNonNull(before.get(sale.lead()), "not read"));
            after.put(sale.lead(), sold.withOneMoreSold(sale.exclusive()));
        }
        List<Offer> changed = List.copyOf(after.values());
        Map<UUID, Long> slots = sales.stream().collect(groupingBy(Sale::lead, counting()));
        tx.change(
                changed.size(),
                """
                update market.listing l set sold = n.sold, max_sales = n.max_sales, status = n.status
                from unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[], $5::text[])
                     as n(lead_id, sold_before, sold, max_sales, status)
                where l.lead_id = n.lead_id and l.status = 'open' and l.sold = n.sold_before and l.sold < l.max_sales""",
                changed.stream().map(Offer::lead).toArray(UUID[]::new),
                changed.stream()
                        .map(o -> (short) (o.sold() - slots.getOrDefault(o.lead(), 0L)))
                        .toArray(Short[]::new),
                changed.stream().map(o -> (short) o.sold()).toArray(Short[]::new),
                changed.stream().map(o -> (short) o.maxSales()).toArray(Short[]::new),
                changed.stream().map(Offer::status).toArray(String[]::new));
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
