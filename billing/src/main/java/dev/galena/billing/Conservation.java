package dev.galena.billing;

import dev.galena.db.Tx;
import java.util.List;

/** Recomputes everything that must hold in the ledger from its transfers, holds and credit lines. Reads whole tables: for tests, audits and benchmarks. */
public final class Conservation {

    private static final String BREACHES = """
            with moved as (
              select account_id, sum(amount) as amount from (
                select credit_id as account_id, amount from billing.transfer
                union all select debit_id, -amount from billing.transfer) lines group by account_id),
            pending as (select account_id, sum(amount) as amount from billing.delta group by account_id),
            stands as (
              select a.id, a.kind, a.mode, a.currency, b.posted, b.held, b.floor, b.floor_wanted, coalesce(p.amount, 0) as pending,
                     coalesce(b.posted, 0) + coalesce(p.amount, 0) as balance, coalesce(m.amount, 0) as moved
              from billing.account a left join billing.balance b on b.account_id = a.id
              left join pending p on p.account_id = a.id left join moved m on m.account_id = a.id)
            select format('%s sums to %s', currency, sum(balance)) from stands group by currency having sum(balance) <> 0
            union all
            select format('account %s (%s) stands at %s, its transfers say %s', id, kind, balance, moved)
            from stands where balance <> moved
            union all
            select format('account %s (%s) is strict and has deltas', id, kind) from stands where mode = 'STRICT' and pending <> 0
            union all
            select format('account %s (%s) has no balance', id, kind) from stands where posted is null
            union all
            select format('account %s (%s) is below its floor', id, kind) from stands where posted - held < floor
            union all
            select format('account %s holds %s, its open holds say %s', s.id, s.held, coalesce(h.amount, 0))
            from stands s left join (
              select account_id, sum(amount) as amount from billing.hold where state = 'open' group by account_id) h on h.account_id = s.id
            where s.held <> coalesce(h.amount, 0)
            union all
            select format('wallet %s has its floor at %s, credit line and debts say %s', w.id, w.floor, -b.credit - coalesce(r.posted, 0))
            from stands w join billing.balance b on b.account_id = w.id join billing.account a on a.id = w.id
            left join billing.account o on o.party_id = a.party_id and o.currency = a.currency and o.kind = 'BUYER_RECEIVABLE'
              and o.detail = ''
            left join billing.balance r on r.account_id = o.id
            where w.kind = 'BUYER_WALLET' and coalesce(w.floor_wanted, w.floor) <> -b.credit - coalesce(r.posted, 0)
            union all
            select format('line %s of journal %s was taken back more often than it was', o.line, o.journal_id)
            from billing.transfer o join (
              select reverses_journal, reverses_line, sum(amount) as amount from billing.transfer
              where reverses_journal is not null group by reverses_journal, reverses_line) r
              on r.reverses_journal = o.journal_id and r.reverses_line = o.line
            where r.amount > o.amount
            union all
            select format('journal %s has no transfer', j.id) from billing.journal j
            where not exists (select from billing.transfer t where t.journal_id = j.id)
            union all
            select format('account %s is unknown and has deltas', p.account_id) from pending p
            where not exists (select from billing.account a where a.id = p.account_id)
            limit 100""";

    private Conservation() {}

    /** What is wrong, one sentence each; empty when every amount is accounted for. One statement, one snapshot. */
    public static List<String> check(Tx tx) {
        return tx.rows(BREACHES).stream().map(row -> row.getString(0)).toList();
    }
}
