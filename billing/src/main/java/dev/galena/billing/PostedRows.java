package dev.galena.billing;

import dev.galena.billing.Changes.Move;
import dev.galena.db.Tx;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of a posting: constant SQL, one array per column. */
final class PostedRows {

    private static final String JOURNALS = """
            insert into billing.journal (id, kind, ref, at)
            select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[])""";

    private static final String TRANSFERS = """
            insert into billing.transfer (journal_id, line, debit_id, credit_id, amount, currency)
            select * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[])""";

    private static final String REVERSALS = """
            insert into billing.transfer
              (journal_id, line, debit_id, credit_id, amount, currency, reverses_journal, reverses_line)
            select * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::uuid[],
              $8::smallint[])""";

    private static final String DELTAS =
            "insert into billing.delta (account_id, amount) select * from unnest($1::uuid[], $2::bigint[])";

    /**
     * A debit needs to be covered, unless the floor falls by as much; a credit, or money set free, never does. What lifts the
     * floor is let through: then the floor stays with the balance until that has come up.
     */
    private static final String BALANCES = """
            update billing.balance b set
              posted = b.posted + t.amount,
              held = b.held + t.hold,
              floor = case when t.shift = 0 and b.floor_wanted is null then b.floor else
                least(coalesce(b.floor_wanted, b.floor) + t.shift, b.posted + t.amount - b.held - t.hold) end,
              floor_wanted = case when (t.shift <> 0 or b.floor_wanted is not null)
                and coalesce(b.floor_wanted, b.floor) + t.shift > b.posted + t.amount - b.held - t.hold
                then coalesce(b.floor_wanted, b.floor) + t.shift end
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) as t(id, amount, hold, shift)
            where b.account_id = t.id
              and not (b.frozen and (t.amount < 0 or t.hold > 0))
              and (b.floor is null or t.amount - t.hold >= least(t.shift, 0)
                or b.posted + t.amount - b.held - t.hold >= coalesce(b.floor_wanted, b.floor) + least(t.shift, 0))""";

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
        var reversed = new @Nullable UUID[transferCount];
        var reversedLines = new @Nullable Short[transferCount];
        boolean reverses = false;
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
                var earlier = transfer.reverses();
                if (earlier != null) {
                    reverses = true;
                    reversed[n] = earlier.journalId();
                    reversedLines[n] = (short) earlier.line();
                }
                n++;
            }
        }
        tx.change(journalCount, JOURNALS, ids, kinds, refs, times);
        if (reverses) {
            tx.change(
                    transferCount,
                    REVERSALS,
                    journalIds,
                    lines,
                    debits,
                    credits,
                    amounts,
                    currencies,
                    reversed,
                    reversedLines);
        } else {
            tx.change(transferCount, TRANSFERS, journalIds, lines, debits, credits, amounts, currencies);
        }
    }

    void insertDeltas(Tx tx, Map<UUID, Long> sums) {
        if (!sums.isEmpty()) tx.change(sums.size(), DELTAS, ids(sums), amounts(sums));
    }

    void updateBalances(Tx tx, Map<UUID, Move> moves) {
        if (moves.isEmpty()) return;
        int all = moves.size();
        tx.change(
                all,
                changed -> new InsufficientBalance(
                        (all - changed) + " of " + all + " balances would be overdrawn, are frozen or missing"),
                BALANCES,
                ids(moves),
                moves.values().stream().map(Move::amount).toArray(Long[]::new),
                moves.values().stream().map(Move::hold).toArray(Long[]::new),
                moves.values().stream().map(Move::floor).toArray(Long[]::new));
    }

    private static UUID[] ids(Map<UUID, ?> sums) {
        return sums.keySet().toArray(UUID[]::new);
    }

    private static Long[] amounts(Map<UUID, Long> sums) {
        return sums.values().toArray(Long[]::new);
    }
}
