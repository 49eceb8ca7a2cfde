package dev.galena.billing;

import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What moved on sellers' accounts, added up by quarters of an hour, for those who follow the journals in the order of their ids. */
public final class SellerMoves {

    /**
     * The sum of some moves.
     *
     * @param what {@code pending}, {@code payable} and {@code reserve}: what an account gained, less what it lost; {@code gained}: what
     *     sales brought; {@code paid-out}: what left for payouts, less what came back
     */
    public record Move(UUID party, String what, Instant slot, long amount) {}

    /**
     * A part of them.
     *
     * @param last the last journal read; null: there was none
     */
    public record Part(int journals, @Nullable UUID last, List<Move> moves) {}

    private static final String IDS = """
            select count(*), (array_agg(id order by id desc))[1]
            from (select id from billing.journal where id > $1 and id < $2 order by id limit $3) part""";

    private static final String MOVES = """
            with line as (
              select j.kind as cause, j.at, t.credit_id as mine, t.debit_id as other, t.amount
              from billing.journal j join billing.transfer t on t.journal_id = j.id where j.id > $1 and j.id <= $2
              union all
              select j.kind, j.at, t.debit_id, t.credit_id, -t.amount
              from billing.journal j join billing.transfer t on t.journal_id = j.id where j.id > $1 and j.id <= $2),
            moved as (
              select a.party_id, a.kind, l.cause, l.amount, o.kind as other,
                     date_bin(interval '15 minutes', l.at, timestamptz '2000-01-01 00:00:00Z') as slot
              from line l join billing.account a on a.id = l.mine join billing.account o on o.id = l.other
              where a.kind in ('SELLER_PENDING', 'SELLER_PAYABLE', 'SELLER_RESERVE'))
            select party_id, lower(substr(kind, 8)), slot, sum(amount)::bigint from moved group by 1, 2, 3
            union all
            select party_id, 'gained', slot, sum(amount)::bigint from moved
            where kind = 'SELLER_PENDING' and cause = 'purchase' and amount > 0 group by 1, 3
            union all
            select party_id, 'paid-out', slot, sum(-amount)::bigint from moved
            where kind = 'SELLER_PAYABLE' and other = 'PAYOUT_CLEARING' group by 1, 3""";

    /** Of at most so many journals with ids behind {@code after} and before {@code bound}. */
    public Part read(Tx tx, UUID after, UUID bound, int limit) {
        Row ids = tx.rows(IDS, after, bound, (long) limit).getFirst();
        UUID last = ids.getUUID(1);
        if (last == null) return new Part(0, null, List.of());
        List<Move> moves = tx.rows(MOVES, after, last).stream()
                .map(row -> new Move(
                        row.getUUID(0),
                        row.getString(1),
                        row.getOffsetDateTime(2).toInstant(),
                        row.getLong(3)))
                .toList();
        return new Part(Math.toIntExact(ids.getLong(0)), last, moves);
    }
}
