package dev.galena.market.purchase;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Licences sold: rows of {@code market.sale}. */
final class Sales {

    /**
     * What of this the buyers own already: persons bought within {@link Owned#WINDOW}, and leads ever bought.
     *
     * @param asked buyers and the persons they may have bought
     */
    Set<Owned> owned(Tx tx, Collection<Owned> asked, Instant now) {
        return owning(tx, asked).get().apply(now);
    }

    /** Sends the same without waiting, also not for the moment that counts. */
    Supplier<Function<Instant, Set<Owned>>> owning(Tx tx, Collection<Owned> asked) {
        if (asked.isEmpty()) return () -> now -> Set.of();
        return tx.ask(
                rows -> now -> owned(rows, now.minus(Owned.WINDOW)),
                """
                select s.buyer_id, s.subject_id, s.lead_id, s.sold_at
                from unnest($1::uuid[], $2::uuid[]) as a(buyer_id, subject_id)
                join market.sale s on s.buyer_id = a.buyer_id and s.subject_id = a.subject_id""",
                asked.stream().map(Owned::buyer).toArray(UUID[]::new),
                asked.stream().map(Owned::what).toArray(UUID[]::new));
    }

    private static Set<Owned> owned(List<io.vertx.sqlclient.Row> rows, Instant since) {
        Set<Owned> owned = new HashSet<>();
        for (var row : rows) {
            owned.add(new Owned(row.getUUID(0), row.getUUID(2)));
            if (row.getOffsetDateTime(3).toInstant().isAfter(since)) {
                owned.add(new Owned(row.getUUID(0), row.getUUID(1)));
            }
        }
        return owned;
    }

    void add(Tx tx, List<Purchase> purchases) {
        List<Row> rows = purchases.stream()
                .flatMap(p -> p.sales().stream().map(s -> new Row(p, s)))
                .toList();
        tx.change(
                rows.size(),
                """
                insert into market.sale (lead_id, slot, max_sales, exclusive, id, purchase_id, buyer_id, seller_id, subject_id,
                  consent_id, vertical_id, price, fee, score, level, rule_set, sold_at, return_until,
                  list_price, fee_bps, vat, vat_country, vat_category, vat_bps, promo, quota_id, quota_unit, price_rule)
                select * from unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::boolean[], $5::uuid[], $6::uuid[],
                  $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::integer[], $12::bigint[], $13::bigint[],
                  $14::smallint[], $15::smallint[], $16::text[], $17::timestamptz[], $18::timestamptz[],
                  $19::bigint[], $20::integer[], $21::bigint[], $22::text[], $23::text[], $24::integer[], $25::bigint[],
                  $26::uuid[], $27::integer[], $28::integer[])""",
                ids(rows, r -> r.sale.lead()),
                shorts(rows, r -> r.sale.slot()),
                shorts(rows, r -> r.sale.maxSales()),
                rows.stream().map(r -> r.sale.exclusive()).toArray(Boolean[]::new),
                ids(rows, r -> r.sale.id()),
                ids(rows, r -> r.purchase.id()),
                ids(rows, r -> r.purchase.buyer()),
                ids(rows, r -> r.sale.seller()),
                ids(rows, r -> r.sale.subject()),
                ids(rows, r -> r.sale.consent()),
                rows.stream().map(r -> r.sale.vertical()).toArray(Integer[]::new),
                longs(rows, Charge::price),
                longs(rows, Charge::fee),
                shorts(rows, r -> r.sale.score()),
                shorts(rows, r -> r.sale.level()),
                rows.stream().map(r -> r.sale.ruleSet()).toArray(String[]::new),
                rows.stream().map(r -> r.purchase.at()).toArray(Instant[]::new),
                rows.stream().map(r -> r.sale.returnUntil()).toArray(Instant[]::new),
                longs(rows, Charge::listPrice),
                rows.stream().map(r -> r.sale.charge().feeBps()).toArray(Integer[]::new),
                longs(rows, Charge::vat),
                rows.stream().map(r -> r.sale.charge().tax().country()).toArray(String[]::new),
                rows.stream().map(r -> r.sale.charge().tax().category()).toArray(String[]::new),
                rows.stream().map(r -> r.sale.charge().tax().rateBps()).toArray(Integer[]::new),
                longs(rows, Charge::promo),
                ids(rows, r -> r.sale.charge().quota()),
                rows.stream()
                        .map(r -> r.sale.charge().quota() == null
                                ? null
                                : r.sale.charge().unit())
                        .toArray(Integer[]::new),
                rows.stream().map(r -> r.sale.priceRule()).toArray(Integer[]::new));
    }

    private record Row(Purchase purchase, Sale sale) {}

    private static Long[] longs(List<Row> rows, Function<Charge, Long> of) {
        return rows.stream().map(r -> of.apply(r.sale.charge())).toArray(Long[]::new);
    }

    private static UUID[] ids(List<Row> rows, Function<Row, ? extends @Nullable UUID> of) {
        return rows.stream().map(of).toArray(UUID[]::new);
    }

    private static Short[] shorts(List<Row> rows, Function<Row, Integer> of) {
        return rows.stream().map(of).map(Integer::shortValue).toArray(Short[]::new);
    }
}
