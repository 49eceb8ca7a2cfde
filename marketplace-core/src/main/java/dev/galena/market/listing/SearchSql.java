package dev.galena.market.listing;

import dev.galena.db.Page;
import dev.galena.market.vertical.Criteria;
import dev.galena.market.vertical.Criterion;
import dev.galena.market.vertical.Sql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of searches. Searches of the same kind have the same text, so the server plans them once.
 *
 * <p>An index gives the leads of one vertical, and of one state or ZIP code, in the order of their ids. Several of them are
 * therefore asked one by one, each for a full page, and merged: {@code state = any(…)} alone would sort all there are.
 */
final class SearchSql {
    /** Rows are asked for in one of a few numbers: the number is part of the text, for the planner to see. */
    private static final int[] LIMITS = {11, 26, 51, 101, 201, Page.SIZE_MAX + 1};

    private final Search search;
    private final Instant now;
    private final @Nullable Driver driver;

    /** A condition that an index answers in the order wanted, for one value at a time. */
    private record Driver(Criterion criterion, String column, String type, Collection<String> values) {}

    SearchSql(Search search, Instant now) {
        this.search = search;
        this.now = now;
        this.driver = search.order().byTime() ? driver(search.criteria()) : null;
    }

    private static @Nullable Driver driver(Criteria criteria) {
        Driver found = null;
        for (Criterion criterion : criteria.all()) {
            if (criterion instanceof Criterion.ZipIn zip && zip.prefixes().isEmpty()) {
                return new Driver(criterion, "zip", "text", zip.whole());
            }
            if (criterion instanceof Criterion.OneOf states && states.ofState()) {
                found = new Driver(criterion, "state", "bpchar", states.values());
            }
        }
        return found;
    }

    /** Nearly every row the index gives is wanted: the answer comes at once, whatever the size of the market. */
    boolean quick() {
        return search.criteria().all().size() == (driver == null ? 0 : 1);
    }

    /**
     * The page, and a few rows more.
     *
     * @param verticals ids of all there are
     */
    Sql page(Collection<Integer> verticals) {
        var sql = new Sql();
        Optional<Integer> vertical = search.criteria().vertical().map(v -> v.id());
        Collection<Integer> asked = vertical.map(List::of).orElse(List.copyOf(verticals));
        boolean several = asked.size() != 1 || (driver != null && driver.values.size() > 1);
        sql.add("select ").add(Card.SHOWN).add(" from (");
        if (several) fan(sql, asked);
        else
            select(
                    sql,
                    asked.iterator().next(),
                    driver == null ? null : driver.values.iterator().next());
        return sql.add(") l order by ").add(search.order().sql);
    }

    /** One search for each vertical and each value. */
    private void fan(Sql sql, Collection<Integer> verticals) {
        Collection<String> values = driver == null ? List.of("") : driver.values;
        var ids = new ArrayList<Integer>();
        var each = new ArrayList<String>();
        for (Integer id : verticals) {
            for (String value : values) {
                ids.add(id);
                each.add(value);
            }
        }
        String type = driver == null ? "text" : driver.type;
        sql.add("select l.* from unnest(")
                .bind(ids.toArray(Integer[]::new), "int4[]")
                .add(", ");
        sql.bind(each.toArray(String[]::new), type + "[]").add(") v (vertical_id, value) cross join lateral (");
        select(sql, null, null);
        sql.add(") l");
        orderAndLimit(sql);
    }

    /** Of one vertical and value, or of those of {@code v}. */
    private void select(Sql sql, @Nullable Integer vertical, @Nullable String value) {
        sql.add("select ").add(Card.COLUMNS).add(" from market.listing l where l.vertical_id = ");
        if (vertical == null) sql.add("v.vertical_id");
        else sql.bind(vertical, "int4");
        if (driver != null) {
            sql.add(" and l.").add(driver.column).add(" = ");
            if (value == null) sql.add("v.value");
            else sql.bind(value, driver.type);
        }
        onSale(sql);
        for (Criterion criterion : search.criteria().all()) {
            if (driver == null || !criterion.equals(driver.criterion)) {
                sql.add(" and ");
                criterion.write(sql, now);
            }
        }
        behind(sql, search.page().after());
        orderAndLimit(sql);
    }

    /** All that match, in no order: {@code from … where …}. */
    void matches(Sql sql) {
        sql.add(" from market.listing l where true");
        onSale(sql);
        search.criteria().write(sql, now);
    }

    private void onSale(Sql sql) {
        // The currency stands in the text: the planner then knows how few listings are in test currency.
        sql.add(" and l.status = 'open' and l.sold < l.max_sales and l.currency = '");
        sql.add(search.currency().getCurrencyCode()).add("' and l.expires_at > ");
        sql.bind(now.atOffset(ZoneOffset.UTC), "timestamptz");
    }

    private void behind(Sql sql, Page.@Nullable Cursor after) {
        if (after == null) return;
        switch (search.order()) {
            case NEWEST -> sql.add(" and l.lead_id < ").bind(after.id(), "uuid");
            case OLDEST -> sql.add(" and l.lead_id > ").bind(after.id(), "uuid");
            case SCORE ->
                sql.add(" and (l.score, l.lead_id) < (")
                        .bind(Short.valueOf(after.sort()), "int2")
                        .add(", ")
                        .bind(after.id(), "uuid")
                        .add(")");
            case PRICE ->
                sql.add(" and (l.price, l.lead_id) > (")
                        .bind(Long.valueOf(after.sort()), "int8")
                        .add(", ")
                        .bind(after.id(), "uuid")
                        .add(")");
        }
    }

    private void orderAndLimit(Sql sql) {
        int limit = search.page().limit();
        for (int candidate : LIMITS) {
            if (candidate >= limit) {
                limit = candidate;
                break;
            }
        }
        sql.add(" order by ").add(search.order().sql).add(" limit ").add(Integer.toString(limit));
    }
}
