package dev.galena.billing;

import dev.galena.db.Tx;
import java.util.List;

/** Recomputes everything that must hold in the ledger from its transfers. Reads whole tables: for tests, audits and benchmarks. */
public final class Conservation {

    private static final String BREACHES = """
            with moved as (
              select account_id, sum(amount) as amount from (
                select credit_id as account_id, amount from billing.transfer
                union all select debit_id, -amount from billing.transfer) lines group by account_id),
            pending as (select account_id, sum(amount) as amount from billing.delta group by account_id),
            stands as (
              select a.id, a.kind, a.mode, a.currency, b.posted, b.held, b.floor, coalesce(p.amount, 0) as pending,
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
