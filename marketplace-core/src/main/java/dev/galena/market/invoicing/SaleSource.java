package dev.galena.market.invoicing;

import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** Leads sold for money: their buyers are invoiced. What a subscription has paid for stands on the subscription's invoice. */
final class SaleSource implements Source {

    private static final String COLUMNS = """
            select s.id, s.buyer_id, s.sold_at, v.code, s.exclusive, p.currency, s.price, s.vat, s.promo, s.vat_country,
                   s.vat_category, s.vat_bps, s.quota_id is not null
            from market.sale s join market.purchase p on p.id = s.purchase_id join market.vertical v on v.id = s.vertical_id\s""";

    private static final String SALES = COLUMNS + "where s.id > $1 and s.id < $2 order by s.id limit $3";

    /** A purchase is a little older than its sales. */
    private static final String OF_BUYER = COLUMNS + """
            where p.buyer_id = $1 and p.id > $2 and s.id > $3 order by s.id limit $4""";

    private static final long EARLIER_MS = 60_000;

    @Override
    public String name() {
        return "sale";
    }

    @Override
    public Noted read(Tx tx, UUID after, UUID bound, int limit) {
        return noted(tx.rows(SALES, after, bound, limit), after, limit);
    }

    @Override
    public Noted ofBuyer(Tx tx, UUID buyer, UUID after, int limit) {
        return noted(tx.rows(OF_BUYER, buyer, earlier(after), after, limit), after, limit);
    }

    private static UUID earlier(UUID id) {
        return new UUID(Math.max(0, (id.getMostSignificantBits() >>> 16) - EARLIER_MS) << 16, 0);
    }

    private static Noted noted(List<Row> rows, UUID after, int limit) {
        return new Noted(
                rows.size(),
                rows.isEmpty() ? after : rows.getLast().getUUID(0),
                rows.size() == limit,
                rows.stream()
                        .filter(row -> !row.getBoolean(12) && row.getLong(6) > 0)
                        .map(SaleSource::line)
                        .toList());
    }

    private static DraftLine line(Row row) {
        String country = row.getString(9);
        var category = VatCategory.valueOf(row.getString(10));
        UUID sale = row.getUUID(0);
        return DraftLine.invoiced(
                sale,
                row.getUUID(1),
                row.getOffsetDateTime(2).toInstant(),
                Id.text("sal", sale),
                "Lead, " + row.getString(3) + (row.getBoolean(4) ? ", exclusive" : ""),
                Money.of(row.getLong(6), row.getString(5)),
                row.getLong(7),
                country == null ? Tax.NONE : new Tax(country, category, row.getInteger(11), "as-charged"),
                row.getLong(8));
    }
}
