package dev.galena.billing;

import dev.galena.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a seller's accounts stood at, day by day: back from what they stand at now by what moved since. */
public final class Earnings {
    private static final Duration SKEW_MAX = Duration.ofHours(1);
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * At the end of one day.
     *
     * @param earned what was added to pending on it, before anything was taken back
     * @param paidOut on it, less what came back
     */
    public record Day(LocalDate day, Money earned, Money pending, Money payable, Money reserve, Money paidOut) {}

    /** What moved, and at last what all of it has come to, as of one moment. Ids begin with their time, so $4 spares the lines of earlier years. */
    private static final String MOVED = """
            with mine as (select id, kind from billing.account where id = any($1::uuid[])),
            line as (
              select m.kind, t.journal_id, t.debit_id as other, t.amount
              from mine m join billing.transfer t on t.credit_id = m.id and t.journal_id >= $4
              union all
              select m.kind, t.journal_id, t.credit_id, -t.amount
              from mine m join billing.transfer t on t.debit_id = m.id and t.journal_id >= $4)
            select (j.at at time zone $3::text)::date, l.kind, sum(l.amount)::bigint,
                   coalesce(sum(l.amount) filter (where l.amount > 0 and j.kind = 'purchase'), 0)::bigint,
                   coalesce(sum(l.amount) filter (where l.other = $5), 0)::bigint
            from line l join billing.journal j on j.id = l.journal_id where j.at >= $2 group by 1, 2
            union all select null, kind, posted, 0, 0 from billing.account_balance where account_id = any($1::uuid[])""";

    private record Cell(LocalDate day, String kind) {}

    private record Moved(long all, long earned, long paidOut) {
        static final Moved NOTHING = new Moved(0, 0, 0);
    }

    public List<Day> days(Tx tx, UUID seller, Currency currency, LocalDate from, LocalDate to, ZoneId zone) {
        UUID[] accounts = List.of(AccountKind.SELLER_PENDING, AccountKind.SELLER_PAYABLE, AccountKind.SELLER_RESERVE)
                .stream()
                .map(kind -> Account.of(seller, kind, currency).id())
                .toArray(UUID[]::new);
        Map<String, Long> balance = new HashMap<>();
        Instant start = from.atStartOfDay(zone).toInstant();
        Map<Cell, Moved> moved = new HashMap<>();
        LocalDate last = to;
        for (var row : tx.rows(
                MOVED,
                accounts,
                start,
                zone.getId(),
                lowest(start, currency),
                Account.platform(AccountKind.PAYOUT_CLEARING, currency).id())) {
            LocalDate day = row.getLocalDate(0);
            if (day == null) {
                balance.put(row.getString(1), row.getLong(2));
                continue;
            }
            if (day.isAfter(last)) last = day;
            moved.put(new Cell(day, row.getString(1)), new Moved(row.getLong(2), row.getLong(3), row.getLong(4)));
        }
        List<Day> days = new ArrayList<>();
        for (LocalDate day = last; !day.isBefore(from); day = day.minusDays(1)) {
            if (!day.isAfter(to)) days.add(day(day, balance, moved, currency));
            for (var kind : AccountKind.values())
                balance.merge(
                        kind.name(), -moved.getOrDefault(new Cell(day, kind.name()), Moved.NOTHING).all, Long::sum);
        }
        return days.reversed();
    }

    /** A test party's time may be ahead of the ids. */
    private static UUID lowest(Instant start, Currency currency) {
        return currency.equals(Money.TEST)
                ? FIRST
                : new UUID(start.minus(SKEW_MAX).toEpochMilli() << 16, 0);
    }

    private static Day day(LocalDate day, Map<String, Long> balance, Map<Cell, Moved> moved, Currency currency) {
        var pending = moved.getOrDefault(new Cell(day, AccountKind.SELLER_PENDING.name()), Moved.NOTHING);
        var payable = moved.getOrDefault(new Cell(day, AccountKind.SELLER_PAYABLE.name()), Moved.NOTHING);
        return new Day(
                day,
                new Money(pending.earned, currency),
                stands(balance, AccountKind.SELLER_PENDING, currency),
                stands(balance, AccountKind.SELLER_PAYABLE, currency),
                stands(balance, AccountKind.SELLER_RESERVE, currency),
                new Money(-payable.paidOut, currency));
    }

    private static Money stands(Map<String, Long> balance, AccountKind kind, Currency currency) {
        return new Money(balance.getOrDefault(kind.name(), 0L), currency);
    }
}
