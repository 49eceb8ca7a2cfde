package dev.galena.billing.document;

import dev.galena.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Lines that wait for their documents: rows of {@code billing.document_line}. */
public final class DraftLines {

    private static final String ADD = """
            insert into billing.document_line (kind, source, party_id, at, due_at, currency, item, text, net, fee, vat, country,
              category, rate_bps, rule, promo, corrects)
            select t.kind, t.source, t.party_id, t.at,
                   case when p.party_id is not null then billing.due_at(t.at, %s, p.zone) end, t.currency, t.item, t.text,
                   t.net, t.fee, t.vat, t.country, t.category, t.rate_bps, t.rule, t.promo, t.corrects
            from unnest($1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::bigint[],
                        $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::integer[], $14::text[], $15::bigint[],
                        $16::uuid[])
              as t(kind, source, party_id, at, currency, item, text, net, fee, vat, country, category, rate_bps, rule, promo,
                   corrects)
            left join billing.profile p on p.party_id = t.party_id and (p.self_billing or t.kind not like 'statement%%')
            left join billing.postpaid c on c.party_id = t.party_id and c.due_at is not null
            on conflict (kind, source) do nothing""".formatted(rhythm("t"));

    private static final String DUE = """
            update billing.document_line l set due_at = billing.due_at(l.at, %1$s, p.zone)
            from billing.profile p left join billing.postpaid c on c.party_id = p.party_id and c.due_at is not null
            where p.party_id = $1 and l.party_id = $1 and l.document_id is null
              and (p.self_billing or l.kind not like 'statement%%')
              and l.due_at is distinct from billing.due_at(l.at, %1$s, p.zone)""".formatted(rhythm("l"));

    /** While a buyer pays afterwards, what he buys waits for the end of his cycle. */
    private static String rhythm(String line) {
        return "case when c.party_id is null or " + line + ".kind like 'statement%' then p.rhythm else 'cycle' end";
    }

    /** Notes them; those whose kind and source are known already are left as they are. Tells how many are new. */
    public int add(Tx tx, List<DraftLine> lines) {
        if (lines.isEmpty()) return 0;
        return tx.run(
                ADD,
                texts(lines, l -> l.kind().code()),
                ids(lines, DraftLine::source),
                ids(lines, DraftLine::party),
                column(lines, DraftLine::at, Instant[]::new),
                texts(lines, l -> l.net().currency().getCurrencyCode()),
                texts(lines, DraftLine::item),
                texts(lines, DraftLine::text),
                longs(lines, l -> l.net().minorUnits()),
                longs(lines, DraftLine::fee),
                longs(lines, DraftLine::vat),
                texts(lines, l -> l.tax().country()),
                texts(lines, l -> l.tax().category().name()),
                column(lines, l -> l.tax().rateBps(), Integer[]::new),
                texts(lines, l -> l.tax().rule()),
                longs(lines, DraftLine::promo),
                lines.stream().map(DraftLine::corrects).toArray(UUID[]::new));
    }

    /** What waits becomes due as the party's profile now says, or its cycle. */
    public void profileChanged(Tx tx, UUID party) {
        tx.run(DUE, party);
    }

    private static UUID[] ids(List<DraftLine> lines, Function<DraftLine, UUID> value) {
        return column(lines, value, UUID[]::new);
    }

    private static String[] texts(List<DraftLine> lines, Function<DraftLine, String> value) {
        return column(lines, value, String[]::new);
    }

    private static Long[] longs(List<DraftLine> lines, Function<DraftLine, Long> value) {
        return column(lines, value, Long[]::new);
    }

    private static <T> T[] column(List<DraftLine> lines, Function<DraftLine, T> value, IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }
}
