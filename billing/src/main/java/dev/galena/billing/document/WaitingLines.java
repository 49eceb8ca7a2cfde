package dev.galena.billing.document;

import dev.galena.billing.document.Document.Reference;
import dev.galena.billing.tax.Tax;
import dev.galena.billing.tax.VatCategory;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Lines that are due, and where they were placed: rows of {@code billing.document_line}. */
final class WaitingLines {

    private static final String COLUMNS = """
            select l.source, l.party_id, l.at, coalesce(l.due_at, l.at) as due, l.currency, l.item, l.text, l.net, l.fee, l.vat,
                   l.promo, coalesce(o.country, l.country) as country, coalesce(o.category, l.category) as category,
                   coalesce(o.rate_bps, l.rate_bps) as rate, coalesce(o.rule, l.rule) as rule, d.name, d.issued_on,
                   case when l.currency = 'XTS' then billing.party_now(l.party_id, $3) else $3 end as now
            from billing.document_line l
            left join billing.document_line o on o.kind = $2 and o.source = l.corrects
            left join billing.document d on d.id = o.document_id
            where l.kind = $1 and l.document_id is null and (l.corrects is null or d.id is not null) and\s""";

    private static final String DUE = COLUMNS + """
            l.due_at <= billing.latest_now($3)
            and (l.kind like 'statement%' or not exists (
              select from billing.postpaid c where c.party_id = l.party_id and c.due_at is not null))
            and l.due_at <= case when l.currency = 'XTS' then billing.party_now(l.party_id, $3) else $3 end
            order by l.due_at, l.party_id, l.currency, country, category, rate, l.at, l.source limit $4""";

    /** All of one due time, so that they stand together. */
    private static final String OF_PARTY =
            COLUMNS.replace("coalesce(l.due_at, l.at) as due", "$6::timestamptz as due") + """
            l.party_id = $4 and l.currency = $5 and l.at < $6
            order by country, category, rate, l.at, l.source limit $7""";

    private static final String PLACE = """
            update billing.document_line l set document_id = t.document_id, line = t.line, country = t.country,
              category = t.category, rate_bps = t.rate_bps, rule = t.rule
            from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::integer[], $8::text[])
              as t(source, document_id, line, country, category, rate_bps, rule)
            where l.kind = $1 and l.source = t.source and l.document_id is null""";

    private static final String SUMS = """
            select coalesce(sum(net + vat - promo) filter (where at < $3), 0)::bigint,
                   coalesce(sum(net + vat - promo) filter (where at >= $3), 0)::bigint
            from billing.document_line where kind = 'invoice' and party_id = $1 and currency = $2 and document_id is null""";

    /** What lines that wait for invoices took from a wallet, before a moment and from it on. */
    record Sums(long before, long after) {}

    /** Where a line stands. */
    record Placed(UUID source, UUID document, int line, Tax tax) {}

    /** Sorted so that what belongs on one document stands together. */
    List<Waiting> due(Tx tx, Kind kind, Instant now, int limit) {
        return tx.rows(DUE, kind.code(), kind.corrected().code(), now, limit).stream()
                .map(WaitingLines::waiting)
                .toList();
    }

    List<Waiting> ofParty(Tx tx, Kind kind, UUID party, Currency currency, Instant until, Instant now, int limit) {
        return tx
                .rows(
                        OF_PARTY,
                        kind.code(),
                        kind.corrected().code(),
                        now,
                        party,
                        currency.getCurrencyCode(),
                        until,
                        limit)
                .stream()
                .map(WaitingLines::waiting)
                .toList();
    }

    Sums sums(Tx tx, UUID party, Currency currency, Instant until) {
        var row = tx.rows(SUMS, party, currency.getCurrencyCode(), until).getFirst();
        return new Sums(row.getLong(0), row.getLong(1));
    }

    /** A line that was placed meanwhile fails the transaction. */
    void place(Tx tx, Kind kind, Collection<Placed> lines) {
        tx.change(
                lines.size(),
                PLACE,
                kind.code(),
                lines.stream().map(Placed::source).toArray(UUID[]::new),
                lines.stream().map(Placed::document).toArray(UUID[]::new),
                lines.stream().map(Placed::line).toArray(Integer[]::new),
                lines.stream().map(l -> l.tax().country()).toArray(String[]::new),
                lines.stream().map(l -> l.tax().category().name()).toArray(String[]::new),
                lines.stream().map(l -> l.tax().rateBps()).toArray(Integer[]::new),
                lines.stream().map(l -> l.tax().rule()).toArray(String[]::new));
    }

    private static Waiting waiting(Row row) {
        String corrected = row.getString(15);
        return new Waiting(
                row.getUUID(0),
                row.getUUID(1),
                instant(row, 2),
                instant(row, 3),
                Currency.getInstance(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                new Tax(
                        row.getString(11),
                        VatCategory.valueOf(row.getString(12)),
                        row.getInteger(13),
                        row.getString(14)),
                corrected == null ? null : new Reference(corrected, row.getLocalDate(16)),
                instant(row, 17));
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
