package dev.galena.market.feedback;

import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import dev.galena.market.feedback.OwnedLead.Returned;
import dev.galena.market.vertical.Level;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales as their buyers see them, newest purchase first. */
final class OwnedLeads {

    private static final String COLUMNS = """
            select s.id, s.purchase_id, s.lead_id, s.consent_id, v.code, i.state,
                   case when i.status = 'erased' then '' else i.zip end, i.source_alias, s.score, s.level, i.channels, s.exclusive,
                   s.price, s.vat, s.quota_id is not null, p.currency, i.generated_at, s.sold_at, s.return_until,
                   i.status = 'erased', case when i.status = 'erased' then '{}' else i.attrs::text end,
                   case when i.status = 'erased' then '{}' else l.hidden::text end,
                   d.version, d.value, d.reason, d.at, d.first_at, r.id, r.state, r.refunded
            """;

    private static final String JOINED = """
            join market.lead l on l.id = s.lead_id
            join market.listing i on i.lead_id = s.lead_id
            join market.vertical v on v.id = s.vertical_id
            left join lateral (
              select r.id, r.state, r.refunded from market.sale_return r where r.sale_id = s.id order by r.id desc limit 1) r on true
            """;

    /** From the purchases on: whatever was said of them. */
    private static final String BY_PURCHASE = COLUMNS + """
            from market.purchase p
            join market.sale s on s.purchase_id = p.id
            left join market.disposition_now d on d.sale_id = s.id
            """ + JOINED + """
            where p.buyer_id = $1 and ($2::uuid is null or p.id <= $2 and (p.id, s.id) < ($2, $3))
              and ($4::text[] is null or coalesce(d.value, 'new') = any($4))
            """;

    /** From what was said on: few of many may have come that far. */
    private static final String BY_DISPOSITION = COLUMNS + """
            from market.disposition_now d
            join market.sale s on s.id = d.sale_id
            join market.purchase p on p.id = d.purchase_id
            """ + JOINED + """
            where d.buyer_id = $1 and ($2::uuid is null or (d.purchase_id, d.sale_id) < ($2, $3)) and d.value = ($4::text[])[1]
            """;

    private static final String FILTER = """
              and ($5::text is null or v.code = $5) and ($6::text[] is null or i.state = any($6::text[]))
              and ($7::timestamptz is null or s.sold_at >= $7) and ($8::timestamptz is null or s.sold_at < $8)
              and ($9::boolean is null or (s.return_until > $10) = $9)
            """;

    /** A page; {@code now} is the buyer's time. */
    Slice<OwnedLead> page(Tx tx, UUID buyer, Wanted wanted, Instant now, Page page) {
        List<String> dispositions = wanted.dispositions();
        boolean few = dispositions.size() == 1 && !dispositions.getFirst().equals(Disposition.NEW.code());
        Cursor after = page.after();
        String order = few ? "order by d.purchase_id desc, d.sale_id desc" : "order by p.id desc, s.id desc";
        var rows = tx.rows(
                (few ? BY_DISPOSITION : BY_PURCHASE) + FILTER + order + " limit $11",
                buyer,
                after == null ? null : UUID.fromString(after.sort()),
                after == null ? null : after.id(),
                dispositions.isEmpty() ? null : dispositions.toArray(String[]::new),
                wanted.vertical(),
                wanted.states().isEmpty() ? null : wanted.states().toArray(String[]::new),
                wanted.since(),
                wanted.until(),
                wanted.returnable(),
                now,
                page.limit());
        return page.cut(
                ReadOwnedLeads.ORDER,
                rows.stream().map(OwnedLeads::read).toList(),
                o -> new Cursor(o.purchase().toString(), o.sale()));
    }

    Optional<OwnedLead> one(Tx tx, UUID buyer, UUID sale) {
        return tx.rows(COLUMNS + """
                        from market.sale s join market.purchase p on p.id = s.purchase_id
                        left join market.disposition_now d on d.sale_id = s.id
                        """ + JOINED + "where s.id = $1 and s.buyer_id = $2", sale, buyer).stream()
                .map(OwnedLeads::read)
                .findFirst();
    }

    private static OwnedLead read(Row row) {
        return new OwnedLead(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getInteger(8),
                Level.of(row.getInteger(9)),
                row.getInteger(10),
                row.getBoolean(11),
                row.getLong(12),
                row.getLong(13),
                row.getBoolean(14),
                row.getString(15),
                row.getOffsetDateTime(16).toInstant(),
                row.getOffsetDateTime(17).toInstant(),
                row.getOffsetDateTime(18).toInstant(),
                row.getBoolean(19),
                new JsonObject(row.getString(20)).mergeIn(new JsonObject(row.getString(21))),
                Dispositions.step(row, 22),
                returned(row));
    }

    private static @Nullable Returned returned(Row row) {
        UUID id = row.getUUID(27);
        return id == null ? null : new Returned(id, row.getString(28), row.getLong(29));
    }
}
