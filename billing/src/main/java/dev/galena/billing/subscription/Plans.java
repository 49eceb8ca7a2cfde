package dev.galena.billing.subscription;

import dev.galena.billing.Money;
import dev.galena.billing.subscription.Terms.Rollover;
import dev.galena.billing.subscription.Terms.Trial;
import dev.galena.db.Page;
import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** All versions of all plans. */
public final class Plans {
    /** Names the list in its cursors. */
    public static final String ORDER = "plan";

    private static final String SELECT = """
            select id, code, currency, version, name, price, quota, vertical, price_max, trial_days, trial_quota,
                   rollover_max, rollover_periods, overage_price, offered, created_at
            from billing.plan p\s""";

    private static final String ADD = """
            insert into billing.plan (id, code, currency, version, name, price, quota, vertical, price_max, trial_days,
              trial_quota, rollover_max, rollover_periods, overage, overage_price, offered, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
              case when $14::bigint is null then 'refused' else 'priced' end, $14, $15, $16)""";

    /** Nothing newer under the code. */
    private static final String LATEST = """
            not exists (select from billing.plan n
                        where n.code = p.code and n.currency = p.currency and n.version > p.version)\s""";

    void add(Tx tx, Plan plan) {
        Terms terms = plan.terms();
        tx.run(
                ADD,
                plan.id(),
                plan.code(),
                terms.price().currency().getCurrencyCode(),
                plan.version(),
                terms.name(),
                terms.price().minorUnits(),
                terms.quota(),
                terms.vertical(),
                terms.priceMax(),
                terms.trial().days(),
                terms.trial().quota(),
                terms.rollover().max(),
                terms.rollover().periods(),
                terms.overagePrice(),
                plan.offered(),
                plan.createdAt());
    }

    public Optional<Plan> find(Tx tx, UUID id) {
        return tx.rows(SELECT + "where id = $1", id).stream().findFirst().map(Plans::plan);
    }

    Map<UUID, Plan> all(Tx tx, Collection<UUID> ids) {
        Map<UUID, Plan> plans = new HashMap<>();
        tx.rows(SELECT + "where id = any($1)", (Object) ids.toArray(UUID[]::new))
                .forEach(row -> plans.put(row.getUUID(0), plan(row)));
        return plans;
    }

    /** The newest version, offered or not. */
    Optional<Plan> latest(Tx tx, String code, Currency currency) {
        return tx
                .rows(
                        SELECT + "where code = $1 and currency = $2 order by version desc limit 1",
                        code,
                        currency.getCurrencyCode())
                .stream()
                .findFirst()
                .map(Plans::plan);
    }

    /** What can be subscribed to in a currency. */
    public Slice<Plan> offered(Tx tx, Currency currency, Page page) {
        Cursor after = page.after();
        var plans = tx
                .rows(
                        SELECT + "where currency = $1 and offered and ($2::uuid is null or id > $2) and " + LATEST
                                + "order by id limit $3",
                        currency.getCurrencyCode(),
                        after == null ? null : after.id(),
                        page.limit())
                .stream()
                .map(Plans::plan)
                .toList();
        return page.cut(ORDER, plans, plan -> new Cursor("", plan.id()));
    }

    /** Every version there is, for the operator. */
    public Slice<Plan> versions(Tx tx, Page page) {
        Cursor after = page.after();
        var plans = tx
                .rows(
                        SELECT + "where $1::uuid is null or id < $1 order by id desc limit $2",
                        after == null ? null : after.id(),
                        page.limit())
                .stream()
                .map(Plans::plan)
                .toList();
        return page.cut(ORDER, plans, plan -> new Cursor("", plan.id()));
    }

    private static Plan plan(Row row) {
        var terms = new Terms(
                row.getString(4),
                Money.of(row.getLong(5), row.getString(2)),
                row.getInteger(6),
                row.getString(7),
                row.getLong(8),
                new Trial(row.getInteger(9), row.getInteger(10)),
                new Rollover(row.getInteger(11), row.getInteger(12)),
                row.getLong(13));
        return new Plan(
                row.getUUID(0),
                row.getString(1),
                row.getInteger(3),
                terms,
                row.getBoolean(14),
                row.getOffsetDateTime(15).toInstant());
    }
}
