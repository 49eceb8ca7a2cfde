package dev.galena.market.purchase;

import dev.galena.billing.Money;
import dev.galena.billing.terms.TaxStanding;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What was bought: rows of {@code market.purchase} with their sales. */
public final class Purchases {

    /** The only order: newest first. */
    public static final String ORDER = "purchase.id";

    private static final String PURCHASE = "select id, buyer_id, journal_id, currency, total, at from market.purchase ";
    private static final String SALE = """
            select purchase_id, id, lead_id, slot, max_sales, exclusive, seller_id, subject_id, consent_id, vertical_id,
                   price, fee, score, level, rule_set, return_until, list_price, fee_bps, vat, vat_country, vat_category,
                   vat_bps, promo, quota_id, quota_unit, price_rule
            from market.sale where purchase_id = any($1) order by purchase_id, id""";

    void add(Tx tx, List<Purchase> purchases) {
        tx.change(
                purchases.size(),
                """
                insert into market.purchase (id, buyer_id, journal_id, currency, total, leads, at, vat, promo)
                select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::integer[],
                  $7::timestamptz[], $8::bigint[], $9::bigint[])""",
                purchases.stream().map(Purchase::id).toArray(UUID[]::new),
                purchases.stream().map(Purchase::buyer).toArray(UUID[]::new),
                purchases.stream().map(Purchase::journal).toArray(UUID[]::new),
                purchases.stream()
                        .map(p -> p.total().currency().getCurrencyCode())
                        .toArray(String[]::new),
                purchases.stream().map(p -> p.total().minorUnits()).toArray(Long[]::new),
                purchases.stream().map(p -> p.sales().size()).toArray(Integer[]::new),
                purchases.stream().map(Purchase::at).toArray(Instant[]::new),
                purchases.stream().map(Purchase::vat).toArray(Long[]::new),
                purchases.stream().map(Purchase::promo).toArray(Long[]::new));
    }

    /** The purchase, if it is this buyer's. */
    public Optional<Purchase> find(Tx tx, UUID buyer, UUID id) {
        return withSales(tx, tx.rows(PURCHASE + "where id = $1 and buyer_id = $2", id, buyer)).stream()
                .findFirst();
    }

    /** The purchase this sale belongs to, if it is this buyer's. */
    public Optional<Purchase> ofSale(Tx tx, UUID buyer, UUID sale) {
        return withSales(
                        tx,
                        tx.rows(
                                PURCHASE
                                        + "where id = (select purchase_id from market.sale where id = $1 and buyer_id = $2)",
                                sale,
                                buyer))
                .stream()
                .findFirst();
    }

    /** A buyer's own, newest first. */
    public Slice<Purchase> page(Tx tx, UUID buyer, Page page) {
        Cursor after = page.after();
        List<Row> rows = tx.rows(
                PURCHASE + "where buyer_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
                buyer,
                after == null ? null : after.id(),
                page.limit());
        return page.cut(ORDER, withSales(tx, rows), p -> new Cursor("", p.id()));
    }

    private static List<Purchase> withSales(Tx tx, List<Row> purchases) {
        if (purchases.isEmpty()) return List.of();
        Map<UUID, List<Sale>> sales = new HashMap<>();
        Object ids = purchases.stream().map(p -> p.getUUID(0)).toArray(UUID[]::new);
        for (Row row : tx.rows(SALE, ids)) {
            sales.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>()).add(sale(row));
        }
        return purchases.stream()
                .map(row -> new Purchase(
                        row.getUUID(0),
                        row.getUUID(1),
                        row.getUUID(2),
                        Money.of(row.getLong(4), row.getString(3)),
                        row.get(OffsetDateTime.class, 5).toInstant(),
                        sales.getOrDefault(row.getUUID(0), List.of())))
                .toList();
    }

    private static Sale sale(Row row) {
        return new Sale(
                row.getUUID(1),
                row.getUUID(2),
                row.getInteger(3),
                row.getInteger(4),
                row.getBoolean(5),
                row.getUUID(6),
                row.getUUID(7),
                row.getUUID(8),
                row.getInteger(9),
                charge(row),
                row.getInteger(12),
                row.getInteger(13),
                row.getString(14),
                row.getInteger(25),
                row.get(OffsetDateTime.class, 15).toInstant());
    }

    private static Charge charge(Row row) {
        Long listed = row.getLong(16);
        Integer unit = row.getInteger(24);
        return new Charge(
                listed == null ? row.getLong(10) : listed,
                row.getInteger(17),
                row.getLong(10),
                row.getLong(11),
                row.getLong(18),
                new TaxStanding(row.getString(19), row.getString(20), row.getInteger(21)),
                row.getLong(22),
                row.getUUID(23),
                unit == null ? 0 : unit);
    }
}
