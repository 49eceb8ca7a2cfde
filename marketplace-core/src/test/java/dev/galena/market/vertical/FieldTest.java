package dev.galena.market.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTest {
    private static final Vertical EDUCATION = SeedVerticals.seed("education");
    private static final Vertical SOLAR = SeedVerticals.seed("solar");

    @ParameterizedTest
    @CsvSource({
        "specialization, 'finance  management', Finance Management",
        "specialization, HR, Human Resource Management",
        "specialization, 'Banking, Investment And Insurance', 'Banking, Investment And Insurance'",
        "occupation, Housewife, Homemaker",
        "lead_source, google, Google",
        "free_copy, YES, true",
        "total_visits, '1,204', 1204",
        "total_visits, 3.0, 3",
        "page_views_per_visit, 2.333, 2.33",
        "start_by, 2026-12-01, 2026-12-01",
        "start_by, 2026-12-01T08:00:00Z, 2026-12-01",
        "degree, none, None",
    })
    void reads(String field, String text, String value) {
        assertThat(EDUCATION.field(field).orElseThrow().read(text))
                .isInstanceOfSatisfying(
                        Reading.Value.class, v -> assertThat(v.value()).hasToString(value));
    }

    @ParameterizedTest
    @CsvSource({
        "specialization, Select",
        "specialization, ' '",
        "specialization,",
        "country, unknown",
        "total_visits, n/a",
        "free_copy, -"
    })
    void takesSomeWordsForNoValue(String field, String text) {
        assertThat(EDUCATION.field(field).orElseThrow().read(text)).isInstanceOf(Reading.Blank.class);
    }

    @ParameterizedTest
    @CsvSource({
        "total_visits, -1",
        "total_visits, 2.5",
        "total_visits, lots",
        "total_visits, NaN",
        "free_copy, perhaps",
        "start_by, 2026-02-30"
    })
    void refuses(String field, String text) {
        assertThat(EDUCATION.field(field).orElseThrow().read(text)).isInstanceOf(Reading.Bad.class);
    }

    @Test
    void anUnknownOptionOfAnOptionalFieldIsDroppedWithAWarning() {
        var read = EDUCATION.read(Map.of("specialization", "Alchemy", "lead_source", "testone")::get);
        assertThat(read.errors()).isEmpty();
        assertThat(read.shown()).isEmpty();
        assertThat(read.warnings()).extracting(Vertical.Remark::field).containsExactly("specialization", "lead_source");
    }

    @Test
    void aMissingRequiredFieldIsAnErrorAndHiddenFieldsStayApart() {
        var read =
                SOLAR.read(new HashMap<>(Map.of("homeowner", "yes", "monthly_bill", "Select", "note", "call me"))::get);
        assertThat(read.errors()).containsExactly(new Vertical.Remark("field-missing", "monthly_bill", "required"));
        assertThat(read.shown()).containsOnlyKeys("homeowner");
        assertThat(read.hidden()).containsOnlyKeys("note");
    }

    @ParameterizedTest
    @CsvSource({
        "TotalVisits, total_visits",
        "Total Time Spent on Website, time_on_site_seconds",
        "How did you hear about X Education, heard_about",
        "SPECIALIZATION, specialization",
        "page_views_per_visit, page_views_per_visit",
    })
    void guessesAColumnByItsHeader(String header, String field) {
        assertThat(EDUCATION.byHeader(header)).map(Field::name).contains(field);
    }

    @Test
    void readsNothingFromColumnsFilledAfterContact() {
        for (String header :
                new String[] {"Tags", "Lead Quality", "Lead Profile", "Last Activity", "Asymmetrique Activity Score"}) {
            assertThat(EDUCATION.byHeader(header)).as(header).isEmpty();
        }
    }
}
