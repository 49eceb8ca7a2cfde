package dev.galena.market.pricing;

import static java.util.Objects.requireNonNull;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import dev.galena.market.vertical.Level;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives open listings the price of their level and age: those whose time has come, and after a new rule all of its vertical.
 * Any number may run at once: rows that are due and held by another one, or by a sale, are left for the next time.
 */
public final class RepriceListings {

    private static final int ROWS_MAX = 1_000;

    private static final String COLUMNS =
            "select l.lead_id, l.level, l.ask, l.generated_at, l.exclusive_price is not null from market.listing l ";

    private static final String DUE = COLUMNS + """
            where l.vertical_id = $1 and l.status = 'open' and l.reprice_at <= $2
            order by l.lead_id limit $3 for no key update skip locked""";

    private static final String OUTDATED = COLUMNS + """
            where l.vertical_id = $1 and l.status = 'open' and l.price_rule <> $2 and l.lead_id > $3
            order by l.lead_id limit $4 for no key update""";

    private static final String WRITE = """
            update market.listing l set price = n.price, exclusive_price = n.exclusive, price_rule = n.rule,
              reprice_at = n.next
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::integer[], $5::timestamptz[])
              as n(lead_id, price, exclusive, rule, next)
            where l.lead_id = n.lead_id""";

    /** How far the search for listings of older rules has come, in this process. */
    private record Sweep(int version, @Nullable UUID after) {}

    private final Database database;
    private final PriceRules rules;
    private final InstantSource clock;
    private final Map<Integer, Sweep> sweeps = new HashMap<>();

    public RepriceListings(Database database, PriceRules rules, InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
    }

    /** Reprices some; true: there may be more. One thread at a time. */
    public boolean run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean more = false;
        for (int vertical : rules.verticals()) {
            PriceRule rule = rules.current(vertical, now).orElse(null);
            if (rule == null) continue;
            more |= database.inTx(tx -> reprice(tx, rule, tx.rows(DUE, vertical, now, (long) ROWS_MAX), now))
                    == ROWS_MAX;
            more |= sweep(rule, now);
        }
        return more;
    }

    private boolean sweep(PriceRule rule, Instant now) {
        Sweep sweep = sweeps.get(rule.vertical());
        if (sweep == null || sweep.version != rule.version()) sweep = new Sweep(rule.version(), new UUID(0, 0));
        UUID after = sweep.after;
        if (after == null) return false;
        UUID last = database.inTx(tx -> {
            List<Row> rows = tx.rows(OUTDATED, rule.vertical(), rule.version(), after, (long) ROWS_MAX);
            reprice(tx, rule, rows, now);
            return rows.isEmpty() ? null : rows.getLast().getUUID(0);
        });
        sweeps.put(rule.vertical(), new Sweep(rule.version(), last));
        return last != null;
    }

    /** These rows are locked. */
    private static int reprice(Tx tx, PriceRule rule, List<Row> rows, Instant now) {
        int count = rows.size();
        if (count == 0) return 0;
        var ids = new UUID[count];
        var prices = new Long[count];
        var exclusive = new @Nullable Long[count];
        var versions = new Integer[count];
        var next = new @Nullable Instant[count];
        for (int i = 0; i < count; i++) {
            Row row = rows.get(i);
            Instant generated = row.getOffsetDateTime(3).toInstant();
            Long ask = row.getLong(2);
            long start = ask != null
                    ? ask
                    : requireNonNull(rule.levels().get(Level.of(row.getInteger(1))), "a price for each level");
            ids[i] = row.getUUID(0);
            prices[i] = rule.price(start, Duration.between(generated, now));
            exclusive[i] = row.getBoolean(4) ? rule.exclusive(prices[i]) : null;
            versions[i] = rule.version();
            next[i] = rule.next(generated, now);
        }
        tx.change(count, WRITE, ids, prices, exclusive, versions, next);
        return count;
    }
}
