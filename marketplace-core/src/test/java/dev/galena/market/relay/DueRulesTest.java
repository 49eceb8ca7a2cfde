package dev.galena.market.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When things become due, by the calendars and rules that the migrations bring. */
class DueRulesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static BusinessDays federal;

    @BeforeAll
    static void open() {
        database = TestDatabase.create(VERTX, "consent", "market");
        federal = database.database()
                .read(tx -> BusinessDays.parse(new JsonObject(
                        tx.rows("select body::text from market.calendar where code = 'us-federal' and version = 1")
                                .getFirst()
                                .getString(0))));
    }

    @AfterAll
    static void close() {
        database.close();
        VERTX.close().await();
    }

    /** The dates that the Office of Personnel Management published for these years. */
    @ParameterizedTest
    @CsvSource({
        "2021, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'", // two New Year's Days
        "2022, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'", // and none here
        "2023, '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'",
        "2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'",
        "2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'",
        "2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'",
        "2028, '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'"
    })
    void holidaysAsKept(int year, String days) {
        var kept = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(federal::isHoliday)
                .map(day -> day.toString().substring(5))
                .toList();
        assertThat(kept).containsExactly(days.split(" "));
    }

    @Test
    void juneteenthBeganIn2021() {
        assertThat(federal.isHoliday(LocalDate.of(2020, 6, 19))).isFalse();
        assertThat(federal.isHoliday(LocalDate.of(2021, 6, 18))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02, 2026-11-17", // a Monday; Veterans Day lies between
        "2026-11-06, 2026-11-23", // a Friday
        "2026-11-07, 2026-11-23", // Saturday and Sunday do not count, nor does the day itself
        "2026-11-08, 2026-11-23",
        "2026-11-20, 2026-12-07", // Thanksgiving, but not the day after
        "2026-12-21, 2027-01-06", // Christmas and New Year
        "2027-12-20, 2028-01-05", // both kept on the Friday before
        "2026-06-25, 2026-07-10" // the Fourth is a Saturday, kept on the third
    })
    void theTenthBusinessDay(LocalDate from, LocalDate tenth) {
        assertThat(federal.after(from, 10)).isEqualTo(tenth);
    }

    @ParameterizedTest
    @CsvSource({
        // Ten business days in Washington, to the end of the tenth day there.
        "REVOCATION, us-tcpa-pewc, 2026-11-21T12:00:00Z, 2026-12-08T05:00:00Z",
        "REVOCATION, , 2026-11-21T12:00:00Z, 2026-12-08T05:00:00Z",
        // 23:30 in Washington is still the day before.
        "REVOCATION, us-dnc, 2026-11-03T04:30:00Z, 2026-11-18T05:00:00Z",
        "REVOCATION, us-dnc, 2026-11-03T05:30:00Z, 2026-11-19T05:00:00Z",
        // Over the end of summer time.
        "REVOCATION, us-dnc, 2026-10-30T16:00:00Z, 2026-11-17T05:00:00Z",
        "REVOCATION, ca-optout, 2026-11-02T18:00:00Z, 2026-11-25T08:00:00Z",
        "REVOCATION, eu-gdpr, 2026-01-31T12:00:00Z, 2026-02-28T23:00:00Z",
        "ERASURE, eu-gdpr, 2026-11-21T12:00:00Z, 2026-12-21T23:00:00Z",
        "ERASURE, us-tsr-2024, 2026-11-21T12:00:00Z, 2027-01-06T08:00:00Z"
    })
    void dueTimes(Kind kind, String ruleSet, Instant begin, Instant due) {
        var rule = database.database().read(tx -> new DueRules().of(tx, kind, ruleSet));
        assertThat(rule.due(begin)).isEqualTo(due);
    }

    @Test
    void theRuleIsNamed() {
        assertThat(database.database()
                        .read(tx -> new DueRules().of(tx, Kind.REVOCATION, "eu-gdpr"))
                        .reference())
                .isEqualTo("eu-gdpr/revocation@1");
        assertThat(database.database()
                        .read(tx -> new DueRules().of(tx, Kind.ERASURE, "us-dnc"))
                        .reference())
                .isEqualTo("*/erasure@1");
    }
}
