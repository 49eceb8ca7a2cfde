package dev.galena.market.invoicing;

import dev.galena.billing.Money;
import dev.galena.billing.document.DraftLine;
import dev.galena.billing.document.Kind;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What became of sales: returns and lower levels take back from the invoice, a higher level is invoiced beside it. Where the
 * seller's share was released already, it stands on his statement, and is taken back there.
 */
final class ChangeSource implements Source {

    private static final String COLUMNS = """
            select c.id, c.sale_id, c.buyer_id, c.seller_id, c.kind, c.currency, c.covered, c.fee, c.vat, c.subsidy, c.promo, c.at,
                   s.vat_country, s.vat_category, s.vat_bps, s.quota_id is not null,
                   exists (select from market.release_line l join market.release r on r.id = l.release_id
                           where l.sale_id = c.sale_id and r.at <= c.at)
            from market.sale_change c join market.sale s on s.id = c.sale_id\s""";

    private static final String CHANGES = COLUMNS + "where c.id > $1 and c.id < $2 order by c.id limit $3";

    private static final String OF_BUYER = COLUMNS + "where c.buyer_id = $1 and c.id > $2 order by c.id limit $3";

    @Override
    public String name() {
        return "sale-change";
    }

    @Override
    public Noted read(Tx tx, UUID after, UUID bound, int limit) {
        return noted(tx.rows(CHANGES, after, bound, limit), after, limit);
    }

    @Override
    public Noted ofBuyer(Tx tx, UUID buyer, UUID after, int limit) {
        return noted(tx.rows(OF_BUYER, buyer, after, limit), after, limit);
    }

    private static Noted noted(List<Row> rows, UUID after, int limit) {
        List<DraftLine> lines = new ArrayList<>();
        for (Row row : rows) {
            if (!row.getBoolean(15)) buyers(row, lines);
            if (row.getBoolean(16)) sellers(row, lines);
        }
        return new Noted(rows.size(), rows.isEmpty() ? after : rows.getLast().getUUID(0), rows.size() == limit, lines);
    }

    private static void buyers(Row row, List<DraftLine> lines) {
        long net = Math.addExact(row.getLong(6), row.getLong(7));
        long vat = row.getLong(8);
        if (net == 0 && vat == 0) return;
        UUID buyer = row.getUUID(2);
        String country = row.getString(12);
        boolean back = net < 0 || vat < 0;
        var tax = country == null
                ? Tax.NONE
                : new Tax(country, VatCategory.valueOf(row.getString(13)), row.getInteger(14), "as-charged");
        lines.add(new DraftLine(
                back ? Kind.CREDIT_NOTE : Kind.INVOICE,
                row.getUUID(0),
                buyer,
                at(row),
                item(row),
                text(row),
                money(row, Math.abs(net)),
                0,
                Math.abs(vat),
                back ? Tax.NONE : tax,
                Math.abs(row.getLong(10)),
                back ? row.getUUID(1) : null));
    }

    private static void sellers(Row row, List<DraftLine> lines) {
        long share = Math.addExact(row.getLong(6), row.getLong(9));
        long fee = row.getLong(7);
        if (share == 0) return;
        UUID seller = row.getUUID(3);
        long shown = share < 0 ? Math.max(0, -fee) : Math.max(0, fee);
        var amount = money(row, Math.abs(share));
        lines.add(
                share < 0
                        ? DraftLine.returned(
                                row.getUUID(0), seller, at(row), item(row), text(row), amount, shown, row.getUUID(1))
                        : DraftLine.earned(row.getUUID(0), seller, at(row), item(row), text(row), amount, shown));
    }

    private static String item(Row row) {
        return Id.text("sal", row.getUUID(1));
    }

    private static String text(Row row) {
        return row.getString(4).equals("return") ? "Lead returned" : "Lead, level changed";
    }

    private static Instant at(Row row) {
        return row.getOffsetDateTime(11).toInstant();
    }

    private static Money money(Row row, long amount) {
        return Money.of(amount, row.getString(5));
    }
}
