package dev.galena.market.listing;

import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.Page;
import dev.galena.market.vertical.Sql;
import dev.galena.market.vertical.Vertical;
import dev.galena.market.vertical.Verticals;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Function;

/**
 * A buyer looks for leads. Composed of futures, for event loops: this is the hottest thing buyers do.
 *
 * <p>Works on a database of its own with a short statement limit: what takes longer is given up and answered with {@link
 * Outcome.TooBroad}. Searches that an index answers row by row share connections; others get one for themselves, so that
 * nobody waits behind them.
 */
public final class SearchListings {
    /** Two seconds a search. */
    private static final DatabaseConfig.Limits LIMITS = new DatabaseConfig.Limits(
            2 * Runtime.getRuntime().availableProcessors(),
            1_000,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1));

    /**
     * The database it works on. Each kind of search is planned once, not anew for its values: the text of the search says
     * already which index to walk, and planning took longer than the search.
     */
    public static DatabaseConfig settings(DatabaseConfig usual) {
        return usual.withLimits(LIMITS).withSetting("plan_cache_mode", "force_generic_plan");
    }

    private static final String CANCELLED = "57014";

    private final Database database;
    private final Verticals verticals;
    private final InstantSource clock;

    public SearchListings(Database database, Verticals verticals, InstantSource clock) {
        this.database = database;
        this.verticals = verticals;
        this.clock = clock;
    }

    /** What came of a search. */
    public sealed interface Outcome<T> {
        record Found<T>(T found) implements Outcome<T> {}

        /** It took too long; more conditions, or a vertical, would make it faster. */
        record TooBroad<T>() implements Outcome<T> {}
    }

    /** How exactly to count. */
    public enum Counting {
        /** By the planner's estimate. */
        ESTIMATE,
        /** Exactly, up to {@link #EXACT_MAX}. */
        EXACT
    }

    public static final int EXACT_MAX = 10_000;

    /**
     * How many there are.
     *
     * @param relation {@code eq}, {@code gte} when counting stopped there, {@code about} of an estimate
     */
    public record Count(long value, String relation) {}

    public Future<Outcome<Page.Slice<Card>>> page(Search search) {
        var sql = new SearchSql(search, clock.instant());
        Sql page = sql.page(verticals.current().stream().map(Vertical::id).toList());
        Future<RowSet<Row>> rows = sql.quick()
                ? database.read(page.text(), Tuple.wrap(page.binds()))
                : database.alone(page.text(), Tuple.wrap(page.binds()));
        return outcome(rows, found -> {
            var cards = new ArrayList<Card>(found.size());
            for (Row row : found) cards.add(Card.read(row));
            return search.page().cut(search.order().list(), cards, card -> card.place(search.order()));
        });
    }

    public Future<Outcome<Count>> count(Search search, Counting counting) {
        var sql = new Sql();
        boolean exact = counting == Counting.EXACT;
        sql.add(exact ? "select count(*) from (select 1" : "explain (format json) select 1");
        new SearchSql(search, clock.instant()).matches(sql);
        if (exact) sql.add(" limit " + (EXACT_MAX + 1) + ") x");
        return outcome(database.alone(sql.text(), Tuple.wrap(sql.binds())), found -> {
            Row row = found.iterator().next();
            if (!exact) return new Count(planned(row), "about");
            long counted = row.getLong(0);
            return counted > EXACT_MAX ? new Count(EXACT_MAX, "gte") : new Count(counted, "eq");
        });
    }

    public Future<Outcome<Facets.Counted>> facets(Search search, Facets facets) {
        Sql sql = facets.sql(new SearchSql(search, clock.instant()));
        return outcome(database.alone(sql.text(), Tuple.wrap(sql.binds())), facets::read);
    }

    private static long planned(Row row) {
        Object plan = row.getValue(0);
        JsonArray json = plan instanceof JsonArray array ? array : (JsonArray) Json.decodeValue(String.valueOf(plan));
        JsonObject top = json.getJsonObject(0).getJsonObject("Plan");
        return top.getLong("Plan Rows");
    }

    private static <T> Future<Outcome<T>> outcome(Future<RowSet<Row>> rows, Function<RowSet<Row>, T> read) {
        return rows.<Outcome<T>>map(found -> new Outcome.Found<>(read.apply(found)))
                .recover(failure -> failure instanceof PgException e && CANCELLED.equals(e.getSqlState())
                        ? Future.succeededFuture(new Outcome.TooBroad<>())
                        : Future.failedFuture(failure));
    }
}
