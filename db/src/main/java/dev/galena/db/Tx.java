package dev.galena.db;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One transaction (or, from {@link Database#read}, one read connection): jOOQ renders, Vert.x executes, the caller waits.
 * This file is the only place where the two meet.
 *
 * <p>Belongs to one thread and to the call it was handed to; afterwards it refuses. SQL by hand takes {@code $1}, {@code
 * $2}… and arrays instead of lists: see {@link #bind}. A failed statement spoils the whole transaction.
 */
public final class Tx {
    private static final DSLContext CTX;

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        CTX = DSL.using(SQLDialect.POSTGRES, new Settings().withRenderNamedParamPrefix("$"));
    }

    private final SqlClient client;
    private final Duration answerMax;
    private final List<Future<?>> sent = new ArrayList<>();
    private boolean ended;

    Tx(SqlClient client, Duration answerMax) {
        this.client = client;
        this.answerMax = answerMax;
    }

    /** All rows, as jOOQ records of the selected columns: {@code mapping(Foo::new)} fits. */
    public <R extends Record> List<R> all(ResultQuery<R> query) {
        RowSet<Row> rows = execute(query);
        Field<?>[] fields = query.fields();
        List<R> records = new ArrayList<>(rows.size());
        Class<? extends R> type = query.getRecordType();
        for (Row row : rows) records.add(toRecord(type, fields, row));
        return records;
    }

    /** The first row; add {@code limit(1)} where there may be many. */
    public <R extends Record> Optional<R> first(ResultQuery<R> query) {
        RowSet<Row> rows = execute(query);
        var first = rows.iterator();
        return first.hasNext()
                ? Optional.of(toRecord(query.getRecordType(), query.fields(), first.next()))
                : Optional.empty();
    }

    /** Runs a statement and tells how many rows it changed. */
    public int run(Query query) {
        return execute(query).rowCount();
    }

    /** Rows of SQL written by hand, to be read by position. */
    public List<Row> rows(String sql, @Nullable Object... args) {
        return list(execute(sql, tuple(args)));
    }

    /**
     * Sends a statement whose answer is wanted later. Statements sent one after another travel together and run in that
     * order, each on what the ones before it left and on what others have committed by then: a lock taken by one holds for
     * the next.
     */
    public <T extends @Nullable Object> Supplier<T> ask(
            Function<List<Row>, T> reading, String sql, @Nullable Object... args) {
        Future<RowSet<Row>> answer = send(sql, tuple(args));
        sent.add(answer);
        return () -> {
            settle();
            return reading.apply(list(Await.await(answer, answerMax)));
        };
    }

    /** Runs a statement written by hand and tells how many rows it changed. */
    public int run(String sql, @Nullable Object... args) {
        return execute(sql, tuple(args)).rowCount();
    }

    /**
     * Sends a statement that must change just so many rows, without waiting for it: several of them travel together, in
     * order. Whether it did is found out by whoever waits next, a statement that answers or the commit, and that fails
     * then. For writes whose outcome is settled already, by locks or by new ids.
     */
    public void change(int rows, String sql, @Nullable Object... args) {
        change(
                rows,
                changed -> new IllegalStateException("changed " + changed + " rows instead of " + rows),
                sql,
                args);
    }

    /** The same; {@code otherwise} makes what is thrown of the number of rows that were changed. */
    public void change(
            int rows, IntFunction<? extends RuntimeException> otherwise, String sql, @Nullable Object... args) {
        sent.add(send(sql, tuple(args)).map(result -> {
            if (result.rowCount() != rows) throw otherwise.apply(result.rowCount());
            return result;
        }));
    }

    /** Waits until no other transaction holds any of these keys, then holds them to the end of this one. */
    public void lock(String... keys) {
        // One fixed order for everybody, so that two callers with the same keys cannot deadlock.
        execute("""
                select pg_advisory_xact_lock(k) from (
                  select distinct hashtextextended(t, 0) as k from unnest($1::text[]) t order by k) ordered""", Tuple.of(keys));
    }

    /** Waits for what was sent; throws what went wrong first: after that every statement only says that the transaction is spoilt. */
    void settle() {
        if (sent.isEmpty()) return;
        List<Future<?>> all = List.copyOf(sent);
        sent.clear();
        Await.await(all.getLast().otherwiseEmpty(), answerMax); // answers come in order: one wait for all of them
        for (Future<?> each : all) Await.await(each, answerMax);
    }

    void end() {
        ended = true;
    }

    private RowSet<Row> execute(Query query) {
        Tuple args = Tuple.tuple();
        for (Param<?> param : CTX.extractParams(query).values()) args.addValue(bind(databaseValue(param)));
        return execute(CTX.renderNamedParams(query), args);
    }

    private RowSet<Row> execute(String sql, Tuple args) {
        Future<RowSet<Row>> answer = send(sql, args);
        sent.add(answer);
        settle();
        return Await.await(answer, answerMax);
    }

    private static List<Row> list(RowSet<Row> rows) {
        List<Row> list = new ArrayList<>(rows.size());
        for (Row row : rows) list.add(row);
        return list;
    }

    private Future<RowSet<Row>> send(String sql, Tuple args) {
        if (ended) throw new IllegalStateException("this transaction has ended");
        Await.requireWaitingThread();
        return client.preparedQuery(sql).execute(args);
    }

    private static Tuple tuple(@Nullable Object[] args) {
        @Nullable Object[] bound = new Object[args.length];
        for (int i = 0; i < args.length; i++) bound[i] = bind(args[i]);
        return Tuple.wrap(bound);
    }

    private static <T> @Nullable Object databaseValue(Param<T> param) {
        return param.getBinding().converter().to(param.getValue());
    }

    /**
     * What the client takes in place of a Java value: Instant as OffsetDateTime, byte[] as Buffer, an enum as its literal
     * (lower case where it is not from the schema), {@link Json} as it is; arrays of these too, and a list of byte[].
     * UUID[], String[], Long[], Integer[], Short[], Boolean[] and null go through untouched, without a copy.
     */
    static @Nullable Object bind(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case Instant i -> i.atOffset(UTC);
            case byte[] b -> Buffer.buffer(b);
            case Json j -> new RawJson(j.text());
            case JSONB j -> new RawJson(j.data());
            case JSON j -> new RawJson(j.data());
            case EnumType e -> e.getLiteral();
            case Enum<?> e -> e.name().toLowerCase(Locale.ROOT);
            case List<?> list -> each(list.toArray(new byte[0][]), new Buffer[list.size()]);
            case byte[][] list -> each(list, new Buffer[list.length]);
            case Instant[] list -> each(list, new OffsetDateTime[list.length]);
            case Object[] list when list.getClass().getComponentType().isEnum() -> each(list, new String[list.length]);
            case Json[] list -> each(withoutNull(list), new Number[list.length]);
            case BigDecimal[] list -> withoutNull(list);
            default -> value;
        };
    }

    private static @Nullable Object[] each(@Nullable Object[] from, @Nullable Object[] to) {
        for (int i = 0; i < from.length; i++) to[i] = bind(from[i]);
        return to;
    }

    /** The client would turn null into the JSON value null, and fail at one in a numeric[]. */
    private static @Nullable Object[] withoutNull(@Nullable Object[] list) {
        for (Object value : list)
            if (value == null)
                throw new IllegalArgumentException("null in jsonb[] or numeric[]: pass String[] and cast from text[]");
        return list;
    }

    private static <R extends Record> R toRecord(Class<? extends R> type, Field<?>[] fields, Row row) {
        if (fields.length != row.size()) throw new IllegalArgumentException("the query does not name its columns");
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) values[i] = javaValue(row.getValue(i), fields[i]);
        Record made = CTX.newRecord(fields);
        made.fromArray(values);
        return type.cast(made);
    }

    /** Fractions in jsonb have been through a double here; where each digit counts, select the column as text. */
    private static @Nullable Object javaValue(@Nullable Object value, Field<?> field) {
        return switch (value) {
            case null -> null;
            case OffsetDateTime t when field.getType() == Instant.class -> t.toInstant();
            case Buffer b -> b.getBytes();
            case Numeric n -> n.bigDecimalValue();
            case Buffer[] list -> Arrays.stream(list).map(Buffer::getBytes).toArray(byte[][]::new);
            default -> json(field) ? jsonText(value) : value;
        };
    }

    private static boolean json(Field<?> field) {
        return field.getType() == JSONB.class || field.getType() == JSON.class;
    }

    private static String jsonText(Object value) {
        return value.equals(Tuple.JSON_NULL) ? "null" : io.vertx.core.json.Json.encode(value);
    }

    /**
     * Text that reaches the server unchanged. The client encodes each json parameter by {@code Json.encode}, which would
     * quote a String, but prints a number as its {@code toString}.
     */
    private static final class RawJson extends BigInteger {
        private static final long serialVersionUID = 1;
        private final String text;

        RawJson(String text) {
            super(0, new byte[0]);
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
