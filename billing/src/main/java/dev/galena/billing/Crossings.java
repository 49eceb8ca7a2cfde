package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money that crossed the border between parties' accounts and the world: paid in by buyers, paid out to sellers. */
public final class Crossings {

    /**
     * Within one hour or day.
     *
     * @param at when that began
     * @param in less what was given back
     * @param out less what came back
     */
    public record Crossed(Instant at, Money in, Money out) {}

    /** From the accounts of the world, which are few and have few lines beside those of wallets. */
    private static final String SQL = """
            select date_trunc($4::text, j.at, $5::text), t.currency, sum(case when p.kind like 'BUYER%' then t.amount else 0 end)::bigint,
                   sum(case when p.kind like 'SELLER%' then -t.amount else 0 end)::bigint
            from billing.account w
            cross join lateral (
              select journal_id, credit_id as party_account, amount, currency from billing.transfer where debit_id = w.id
              union all
              select journal_id, debit_id, -amount, currency from billing.transfer where credit_id = w.id) t
            join billing.account p on p.id = t.party_account join billing.journal j on j.id = t.journal_id
            where w.party_id is null and w.kind in ('BANK', 'PSP_CLEARING', 'PAYOUT_CLEARING') and p.party_id is not null
              and ($1::uuid is null or p.party_id = $1) and j.at >= $2 and j.at < $3
            group by 1, 2""";

    /**
     * In no order; times without money are left out.
     *
     * @param party null: all
     * @param by hour or day
     */
    public List<Crossed> of(Tx tx, @Nullable UUID party, Instant from, Instant to, String by, ZoneId zone) {
        return tx.rows(SQL, party, from, to, by, zone.getId()).stream()
                .map(row -> new Crossed(
                        row.getOffsetDateTime(0).toInstant(),
                        Money.of(row.getLong(2), row.getString(1)),
                        Money.of(row.getLong(3), row.getString(1))))
                .toList();
    }
}
