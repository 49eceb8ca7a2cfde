package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.galena.db.Page.Cursor;
import dev.galena.db.Page.Slice;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);
    private static final Field<Instant> TIME = field(name("time_"), SQLDataType.INSTANT);

    record Entry(Instant time, UUID id) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesMakeTheWholeList(boolean ascending) {
        Vertx vertx = Vertx.vertx();
        try (TestDatabase test = TestDatabase.create(vertx, "db_test")) {
            Database db = test.database();
            UUID[] ids = new UUID[57];
            Instant[] times = new Instant[ids.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = UUID.randomUUID();
                times[i] = Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(i / 20); // many ties
            }
            db.inTx(tx -> tx.run(
                    "insert into db_test.every_type (id, time_) select * from unnest($1::uuid[], $2::timestamptz[])",
                    ids,
                    times));
            List<Entry> seen = new ArrayList<>();
            @Nullable String cursor = null;
            do {
                Page page = Page.after("entry.time", 10, cursor).orElseThrow();
                Slice<Entry> slice = slice(db, page, ascending);
                assertThat(slice.rows()).hasSizeLessThanOrEqualTo(10);
                seen.addAll(slice.rows());
                cursor = slice.next();
            } while (cursor != null);
            assertThat(seen).extracting(Entry::id).containsExactlyInAnyOrder(ids);
            assertThat(seen)
                    .extracting(Entry::time)
                    .isSortedAccordingTo((a, b) -> ascending ? a.compareTo(b) : b.compareTo(a));
        } finally {
            vertx.close().await();
        }
    }

    private static Slice<Entry> slice(Database db, Page page, boolean ascending) {
        Condition behind = ascending ? page.ascending(TIME, ID) : page.descending(TIME, ID);
        List<SortField<?>> order = ascending ? List.of(TIME.asc(), ID.asc()) : List.of(TIME.desc(), ID.desc());
        List<Entry> rows = db
                .read(tx -> tx.all(select(TIME, ID)
                        .from(table(name("db_test", "every_type")))
                        .where(behind)
                        .orderBy(order)
                        .limit(page.limit())))
                .stream()
                .map(r -> new Entry(r.value1(), r.value2()))
                .toList();
        return page.cut("entry.time", rows, e -> new Cursor(e.time().toString(), e.id()));
    }

    @Test
    void theLastFullPageHasNoNext() {
        List<Integer> rows = List.of(1, 2, 3);
        assertThat(Page.first(3).cut("n", rows, PageTest::place).next()).isNull();
        assertThat(Page.first(2).cut("n", rows, PageTest::place).next()).isNotNull();
    }

    @Test
    void aCursorComesBack() {
        String text = cursor("lead.price", "12 €/µ");
        Page page = Page.after("lead.price", 5, text).orElseThrow();
        assertThat(page).isEqualTo(new Page(5, new Cursor("12 €/µ", new UUID(1, 2))));
        assertThat(text).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void anAlteredCursorIsNone() {
        String text = cursor("lead.price", "1200");
        assertThat(Page.after("lead.age", 5, text)).as("of another order").isEmpty();
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(Page.after("lead.price", 5, text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
        for (String junk :
                List.of("", "A", "???", "AAAAAAAA", text + "AAAA", text.substring(4), "ü", "A".repeat(9_999)))
            assertThat(Page.after("lead.price", 5, junk)).as(junk).isEmpty();
    }

    @Test
    void aPageHasALimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> Page.first(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Page.first(501));
    }

    private static String cursor(String order, String sort) {
        return new Page(1, null)
                .cut(order, List.of(1, 2), _ -> new Cursor(sort, new UUID(1, 2)))
                .next();
    }

    private static Cursor place(int row) {
        return new Cursor(Integer.toString(row), new UUID(0, row));
    }
}
