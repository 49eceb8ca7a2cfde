package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of a posting: constant SQL, one array per column. */
final class PostedRows {

    private static final String JOURNALS = """
            insert into billing.journal (id, kind, ref, at)
            select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[])""";

    private static final String TRANSFERS = """
            insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
            select * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[])""";

    private static final String DELTAS =
            "insert into billing.delta (account_id, amount) select * from unnest($1::uuid[], $2::bigint[])";

    private static final String BALANCES = """
            update billing.balance b set posted = b.posted + t.amount
            from unnest($1::uuid[], $2::bigint[]) as t(id, amount)
            where b.account_id = t.id and (t.amount > 0 or b.floor is null or b.posted + t.amount - b.held >= b.floor)""";

    void insert(Tx tx, List<Journal> journals) {
        int journalCount = journals.size();
        int transferCount = 0;
        for (var journal : journals) {
            transferCount += journal.transfers().size();
        }
        var ids = new UUID[journalCount];
        var kinds = new String[journalCount];
        var refs = new UUID[journalCount];
        var times = new OffsetDateTime[journalCount];
        var journalIds = new UUID[transferCount];
        var lines = new Short[transferCount];
        var debits = new UUID[transferCount];
        var credits = new UUID[transferCount];
        var amounts = new Long[transferCount];
        var currencies = new String[transferCount];
        int n = 0;
        for (int i = 0; i < journalCount; i++) {
            var journal = journals.get(i);
            ids[i] = journal.id();
            kinds[i] = journal.kind();
            refs[i] = journal.ref();
            times[i] = journal.at().atOffset(ZoneOffset.UTC);
            short line = 0;
            for (var transfer : journal.transfers()) {
                journalIds[n] = journal.id();
                lines[n] = ++line;
                debits[n] = transfer.debit().id();
                credits[n] = transfer.credit().id();
                amounts[n] = transfer.amount().minorUnits();
                currencies[n] = transfer.amount().currency().getCurrencyCode();
                n++;
            }
        }
        tx.change(journalCount, JOURNALS, ids, kinds, refs, times);
        tx.change(transferCount, TRANSFERS, journalIds, lines, debits, credits, amounts, currencies);
    }

    void insertDeltas(Tx tx, Map<UUID, Long> sums) {
        if (!sums.isEmpty()) tx.change(sums.size(), DELTAS, ids(sums), amounts(sums));
    }

    void updateBalances(Tx tx, Map<UUID, Long> sums) {
        if (sums.isEmpty()) return;
        int all = sums.size();
        tx.change(
                all,
                changed -> new InsufficientBalance((all - changed) + " of " + all + " balances would be overdrawn"),
                BALANCES,
                ids(sums),
                amounts(sums));
    }

    private static UUID[] ids(Map<UUID, Long> sums) {
        return sums.keySet().toArray(UUID[]::new);
    }

    private static Long[] amounts(Map<UUID, Long> sums) {
        return sums.values().toArray(Long[]::new);
    }
}
