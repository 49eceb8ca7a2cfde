package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every column type goes in and comes out as it was, through jOOQ and by hand. */
class TxTypesTest {
    enum Mood implements EnumType {
        GLAD("glad"),
        SO_SO("so_so");

        private final String literal;

        Mood(String literal) {
            this.literal = literal;
        }

        @Override
        public String getLiteral() {
            return literal;
        }

        @Override
        public String getName() {
            return "mood";
        }

        @Override
        public Schema getSchema() {
            return DSL.schema(DSL.name("db_test"));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // as the columns are; compared recursively
    record Everything(
            UUID id,
            String text,
            Short small,
            Integer integer,
            Long big,
            Boolean yes,
            Instant time,
            LocalDate date,
            BigDecimal number,
            JSONB json,
            byte[] bytes,
            String[] texts,
            UUID[] uuids,
            String currency,
            Mood mood) {}

    private static final Table<Record> EVERY = table(name("db_test", "every_type"));
    private static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);
    private static final Field<String> TEXT = field(name("text_"), SQLDataType.CLOB);
    private static final Field<Short> SMALL = field(name("smallint_"), SQLDataType.SMALLINT);
    private static final Field<Integer> INT = field(name("int_"), SQLDataType.INTEGER);
    private static final Field<Long> BIG = field(name("bigint_"), SQLDataType.BIGINT);
    private static final Field<Boolean> YES = field(name("boolean_"), SQLDataType.BOOLEAN);
    private static final Field<Instant> TIME = field(name("time_"), SQLDataType.INSTANT);
    private static final Field<LocalDate> DATE = field(name("date_"), SQLDataType.LOCALDATE);
    private static final Field<BigDecimal> NUMBER = field(name("numeric_"), SQLDataType.NUMERIC(20, 6));
    private static final Field<JSONB> JSON = field(name("jsonb_"), SQLDataType.JSONB);
    private static final Field<byte[]> BYTES = field(name("bytea_"), SQLDataType.BLOB);
    private static final Field<String[]> TEXTS = field(name("texts"), SQLDataType.CLOB.array());
    private static final Field<UUID[]> UUIDS = field(name("uuids"), SQLDataType.UUID.array());
    private static final Field<String> CURRENCY = field(name("char_"), SQLDataType.CHAR(3));
    private static final Field<Mood> MOOD = field(name("mood"), SQLDataType.VARCHAR.asEnumDataType(Mood.class));

    private static Vertx vertx;
    private static TestDatabase db;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        db = TestDatabase.create(vertx, "db_test");
    }

    @AfterAll
    static void close() {
        db.close();
        vertx.close().await();
    }

    static Everything example() {
        return new Everything(
                Id.next(),
                "it's “quoted” \\ and $1 ? :x",
                (short) -7,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                true,
                Instant.parse("2026-02-28T23:59:59.123456Z"),
                LocalDate.of(2024, 2, 29),
                new BigDecimal("12345678901234.123456"),
                JSONB.valueOf("{\"a\":[1,\"zwei\",null]}"),
                new byte[] {0, -1, 127, 10},
                new String[] {"one", "", "with \"quotes\", {braces} and NULL", null},
                new UUID[] {Id.next(), null},
                "EUR",
                Mood.SO_SO);
    }

    static Everything nothing() {
        return new Everything(
                Id.next(), null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void throughJooq() {
        for (Everything written : List.of(example(), nothing())) {
            int inserted = db.database()
                    .inTx(tx -> tx.run(insertInto(EVERY)
                            .columns(
                                    ID, TEXT, SMALL, INT, BIG, YES, TIME, DATE, NUMBER, JSON, BYTES, TEXTS, UUIDS,
                                    CURRENCY, MOOD)
                            .values(
                                    written.id,
                                    written.text,
                                    written.small,
                                    written.integer,
                                    written.big,
                                    written.yes,
                                    written.time,
                                    written.date,
                                    written.number,
                                    written.json,
                                    written.bytes,
                                    written.texts,
                                    written.uuids,
                                    written.currency,
                                    written.mood)));
            assertThat(inserted).isEqualTo(1);
            assertThat(stored(written.id)).usingRecursiveComparison().isEqualTo(written);
        }
    }

    @Test
    void byHand() {
        Everything e = example();
        db.database()
                .inTx(tx -> tx.run(
                        "insert into db_test.every_type values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
                        e.id,
                        e.text,
                        e.small,
                        e.integer,
                        e.big,
                        e.yes,
                        e.time,
                        e.date,
                        e.number,
                        new Json(e.json.data()),
                        e.bytes,
                        e.texts,
                        e.uuids,
                        e.currency,
                        e.mood));
        assertThat(stored(e.id)).usingRecursiveComparison().isEqualTo(e);

        Everything none = nothing();
        db.database()
                .inTx(tx -> tx.run(
                        "insert into db_test.every_type values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)",
                        none.id,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(stored(none.id)).usingRecursiveComparison().isEqualTo(none);
    }

    @Test
    void wholeColumnsByUnnest() {
        List<Everything> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) rows.add(i % 10 == 9 ? nothing() : example());
        db.database()
                .inTx(tx -> tx.run(
                        """
                insert into db_test.every_type (id, text_, smallint_, int_, bigint_, boolean_, time_, date_, numeric_,
                  jsonb_, bytea_, char_, mood)
                select * from unnest($1::uuid[], $2::text[], $3::smallint[], $4::int[], $5::bigint[], $6::boolean[],
                  $7::timestamptz[], $8::date[], $9::text[]::numeric[], $10::text[]::jsonb[], $11::bytea[], $12::char(3)[],
                  $13::db_test.mood[])""",
                        rows.stream().map(Everything::id).toArray(UUID[]::new),
                        rows.stream().map(Everything::text).toArray(String[]::new),
                        rows.stream().map(Everything::small).toArray(Short[]::new),
                        rows.stream().map(Everything::integer).toArray(Integer[]::new),
                        rows.stream().map(Everything::big).toArray(Long[]::new),
                        rows.stream().map(Everything::yes).toArray(Boolean[]::new),
                        rows.stream().map(Everything::time).toArray(Instant[]::new),
                        rows.stream().map(Everything::date).toArray(LocalDate[]::new),
                        rows.stream()
                                .map(e -> e.number == null ? null : e.number.toString())
                                .toArray(String[]::new),
                        rows.stream()
                                .map(e -> e.json == null ? null : e.json.data())
                                .toArray(String[]::new),
                        rows.stream().map(Everything::bytes).toList(),
                        rows.stream().map(Everything::currency).toArray(String[]::new),
                        rows.stream().map(Everything::mood).toArray(Mood[]::new)));
        for (Everything written : rows)
            assertThat(stored(written.id))
                    .usingRecursiveComparison()
                    .ignoringFields("texts", "uuids")
                    .isEqualTo(written);
    }

    @Test
    void arraysOfJsonAndNumbers() {
        Row row = db.database()
                .read(tx -> tx.rows(
                        "select ($1::jsonb[])[2]::text, ($2::numeric[])[1]::text",
                        new Json[] {new Json("1"), new Json("[1.50]")},
                        new BigDecimal[] {new BigDecimal("0.10")}))
                .getFirst();
        assertThat(row.getString(0)).isEqualTo("[1.50]");
        assertThat(row.getString(1)).isEqualTo("0.10");
        // With null the client would send JSON's null for SQL's, or die on its event loop and never answer.
        assertThatIllegalArgumentException().isThrownBy(() -> Tx.bind(new BigDecimal[] {null}));
        assertThatIllegalArgumentException().isThrownBy(() -> Tx.bind(new Json[] {null}));
    }

    @Test
    void jsonArrivesAsItWasWritten() {
        String text = "{\"digits\": 1.10000000000000000000000000001, \"big\": 12345678901234567890123}";
        Row row = db.database()
                .read(tx ->
                        tx.rows("select $1::json::text, $2::jsonb::text", new Json(text), new Json("\"just text\"")))
                .getFirst();
        assertThat(row.getString(0)).isEqualTo(text);
        assertThat(row.getString(1)).isEqualTo("\"just text\"");
    }

    @Test
    void rowsAreRecordsOfTheSelectedColumns() {
        Everything e = example();
        db.database().inTx(tx -> tx.run(insertInto(EVERY).columns(ID, TEXT).values(e.id, "x")));
        record Both(String text, UUID id) {}
        List<Both> found = db
                .database()
                .read(tx -> tx.all(select(TEXT, ID).from(EVERY).where(ID.eq(DSL.any(new UUID[] {e.id})))))
                .stream()
                .map(mapping(Both::new))
                .toList();
        assertThat(found).containsExactly(new Both("x", e.id));
        int count = db.database()
                .read(tx -> tx.first(select(DSL.count())
                                .from(EVERY)
                                .where(row(ID, TEXT).eq(e.id, "x")))
                        .orElseThrow()
                        .value1());
        assertThat(count).isEqualTo(1);
        String returned = db.database()
                .inTx(tx -> tx.first(insertInto(EVERY, ID, TEXT)
                                .values(Id.next(), "y")
                                .returningResult(TEXT))
                        .orElseThrow()
                        .value1());
        assertThat(returned).isEqualTo("y");
    }

    private static Everything stored(UUID id) {
        List<Everything> found = db
                .database()
                .read(tx -> tx.all(select(
                                ID, TEXT, SMALL, INT, BIG, YES, TIME, DATE, NUMBER, JSON, BYTES, TEXTS, UUIDS, CURRENCY,
                                MOOD)
                        .from(EVERY)
                        .where(ID.eq(id))))
                .stream()
                .map(mapping(Everything::new))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
