package dev.galena.market.insight;

import static dev.galena.market.insight.Column.money;
import static dev.galena.market.insight.Column.plain;

import dev.galena.billing.Crossings;
import dev.galena.billing.Crossings.Crossed;
import dev.galena.billing.Money;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hour by hour: leads that came in, were sold, bought and returned, and money that came in and went out. */
final class Flow implements Drawing {
    private static final int COUNTS = 4;

    /** Every hour has its row, also where nothing happened, up to now. */
    private static final String SQL = """
            with counted as (
              select date_trunc($5::text, t.slot, $4::text) as at, p.currency,
                     sum(t.n) filter (where measure = 'came') as came, sum(t.n) filter (where measure = 'sold') as sold,
                     sum(t.n) filter (where measure = 'bought') as bought,
                     sum(t.n) filter (where measure = 'returned' or (measure = 'refunded' and $1::uuid is not null)) as returned
              from market.tally t join market.party p on p.id = t.party_id
              where measure in ('came', 'sold', 'bought', 'returned', 'refunded') and slot >= $2 and slot < $3
                and ($1::uuid is null or t.party_id = $1) and ($6::text is null or p.currency = $6)
              group by 1, 2),
            currencies as (
              select currency from counted union select currency from market.party where id = $1
              union select currency from unnest($7::text[]) as u(currency)),
            times as (select generate_series(date_trunc($5::text, $2::timestamptz, $4::text), least($3::timestamptz, $8::timestamptz) - interval '1 second', ('1 ' || $5::text)::interval, $4::text) as at)
            select t.at, coalesce(c.came, 0)::bigint, coalesce(c.sold, 0)::bigint, coalesce(c.bought, 0)::bigint,
                   coalesce(c.returned, 0)::bigint, y.currency
            from times t cross join currencies y left join counted c on c.at = t.at and c.currency = y.currency order by 1, 6""";

    private final Crossings crossings = new Crossings();

    @Override
    public List<Column> columns() {
        return List.of(
                plain("at"),
                plain("leads"),
                plain("sold"),
                plain("bought"),
                plain("returned"),
                money("money_in"),
                money("money_out"),
                plain("currency"));
    }

    private record Place(Instant at, String currency) {}

    @Override
    public List<List<@Nullable Object>> rows(Tx tx, Question q) {
        String by = q.by("hour");
        Map<Place, Crossed> crossed = new HashMap<>();
        crossings
                .of(tx, q.party(), q.start(), q.end(), by, q.zone())
                .forEach(c -> crossed.put(new Place(c.at(), c.in().currency().getCurrencyCode()), c));
        String[] currencies = crossed.keySet().stream()
                .map(Place::currency)
                .filter(c -> q.currency() == null || c.equals(q.currency()))
                .distinct()
                .toArray(String[]::new);
        var counted =
                tx.rows(SQL, q.party(), q.start(), q.end(), q.zone().getId(), by, q.currency(), currencies, q.now());
        List<List<@Nullable Object>> rows = new ArrayList<>(counted.size());
        for (var row : counted) {
            Instant at = row.getOffsetDateTime(0).toInstant();
            String currency = row.getString(1 + COUNTS);
            var money = crossed.get(new Place(at, currency));
            var cells = new ArrayList<@Nullable Object>();
            cells.add(at);
            for (int i = 1; i <= COUNTS; i++) cells.add(row.getLong(i));
            cells.add(money == null ? Money.of(0, currency) : money.in());
            cells.add(money == null ? Money.of(0, currency) : money.out());
            cells.add(currency);
            rows.add(cells);
        }
        return rows;
    }
}
