package dev.galena.market.vertical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.market.vertical.Criteria.Parsed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriteriaTest {
    private static final Vertical EDUCATION = SeedVerticals.seed("education").as(7, "education", 1);

    private static Parsed parse(String... namesAndValues) {
        var query = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < namesAndValues.length; i += 2) query.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        return Criteria.parse(query, CriteriaTest::find);
    }

    private static Optional<Vertical> find(String code) {
        return code.equals("education") ? Optional.of(EDUCATION) : Optional.empty();
    }

    private static List<Criterion> understood(Parsed parsed) {
        assertThat(parsed).isInstanceOf(Parsed.Understood.class);
        return ((Parsed.Understood) parsed).criteria().all();
    }

    @Test
    void readsTheQueryOfTheDocumentation() {
        assertThat(understood(parse(
                        "vertical", "education",
                        "state", "CA,ny",
                        "score.gte", "60",
                        "attr.specialization", "Finance Management",
                        "not.source", "src-1")))
                .containsExactly(
                        new Criterion.OneOf(Trait.STATE, Set.of("CA", "NY")),
                        new Criterion.Compare(Trait.SCORE, Op.GTE, 60),
                        new Criterion.OneOf(new Trait("attr.specialization"), Set.of("Finance Management")),
                        new Criterion.Not(new Criterion.OneOf(Trait.SOURCE, Set.of("src-1"))));
    }

    @Test
    void takesAnOptionWithACommaWholeQuotedOrAmongOthers() {
        var finance =
                new Criterion.OneOf(new Trait("attr.specialization"), Set.of("Banking, Investment And Insurance"));
        assertThat(understood(
                        parse("vertical", "education", "attr.specialization", "Banking, Investment And Insurance")))
                .containsExactly(finance);
        assertThat(understood(
                        parse("vertical", "education", "attr.specialization", "\"banking, investment and insurance\"")))
                .containsExactly(finance);
        assertThat(understood(parse(
                        "vertical", "education", "attr.specialization", "HR,\"Banking, Investment And Insurance\"")))
                .containsExactly(new Criterion.OneOf(
                        new Trait("attr.specialization"),
                        Set.of("Human Resource Management", "Banking, Investment And Insurance")));
    }

    @Test
    void readsTheSameFromJson() {
        var json = new JsonObject()
                .put("vertical", "education")
                .put("state", new JsonArray().add("CA").add("NY"))
                .put("score.gte", 60)
                .put("certified", true)
                .put("attr.specialization", "Banking, Investment And Insurance");
        var fromJson = Criteria.parse(json, CriteriaTest::find);
        assertThat(understood(fromJson))
                .isEqualTo(understood(parse(
                        "vertical", "education",
                        "state", "CA,NY",
                        "score.gte", "60",
                        "certified", "true",
                        "attr.specialization", "Banking, Investment And Insurance")));
        var again = Criteria.parse(((Parsed.Understood) fromJson).criteria().toJson(), CriteriaTest::find);
        assertThat(understood(again)).isEqualTo(understood(fromJson));
    }

    @Test
    void namesEveryFaultAtOnce() {
        var parsed = parse(
                "vertical", "education",
                "state", "California",
                "colour", "red",
                "attr.question", "me@example.com",
                "attr.total_visits.gte", "many",
                "attr.specialization", "Alchemy",
                "attr.shoe_size", "44",
                "age.lte", "yesterday",
                "score.about", "60",
                "channel", "fax",
                "certified", "maybe");
        assertThat(((Parsed.Refused) parsed).faults())
                .extracting(Fault::pointer, Fault::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/state", "filter-invalid"),
                        org.assertj.core.groups.Tuple.tuple("/colour", "filter-unknown"),
                        org.assertj.core.groups.Tuple.tuple("/attr.question", "filter-not-shown"),
                        org.assertj.core.groups.Tuple.tuple("/attr.total_visits.gte", "filter-invalid"),
                        org.assertj.core.groups.Tuple.tuple("/attr.specialization", "filter-invalid"),
                        org.assertj.core.groups.Tuple.tuple("/attr.shoe_size", "filter-unknown"),
                        org.assertj.core.groups.Tuple.tuple("/age.lte", "filter-invalid"),
                        org.assertj.core.groups.Tuple.tuple("/score.about", "filter-operator"),
                        org.assertj.core.groups.Tuple.tuple("/channel", "filter-invalid"),
                        org.assertj.core.groups.Tuple.tuple("/certified", "filter-invalid"));
    }

    /** Contact data cannot even be asked about. */
    @ParameterizedTest
    @CsvSource({
        "email",
        "phone",
        "name",
        "first_name",
        "subject_id",
        "consent_id",
        "ip",
        "attr.email",
        "id",
        "lead_id",
        "seller_id"
    })
    void knowsNothingPersonal(String name) {
        assertThat(((Parsed.Refused) parse("vertical", "education", name, "x")).faults())
                .extracting(Fault::code)
                .containsExactly("filter-unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "vertical, wine, filter-invalid",
        "attr.specialization, Finance, filter-needs-vertical",
        "level.gte, hot, filter-invalid",
        "age, P1D, filter-operator",
        "age.lte, P999999999999D, filter-invalid",
        "zip, 900, filter-invalid",
        "zip, 90012*, filter-invalid",
        "score.gte, 1e3, filter-invalid",
        "score.gte, 99999999999999999999, filter-invalid",
        "price, '1,2', filter-invalid",
        "state.gte, CA, filter-operator",
        "not., x, filter-unknown",
        "attr., x, filter-needs-vertical",
        "'', x, filter-unknown",
        "certified.gte, true, filter-operator",
    })
    void refuses(String name, String value, String code) {
        assertThat(((Parsed.Refused) parse(name, value)).faults())
                .extracting(Fault::code)
                .containsExactly(code);
    }

    @Test
    void limitsConditionsAndValues() {
        var many = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i <= Criteria.CRITERIA_MAX; i++) many.put("x" + i, List.of("1"));
        assertThat(Criteria.parse(many, CriteriaTest::find)).isInstanceOf(Parsed.Refused.class);
        var long1 = Map.of("source", List.of(String.join(",", Collections.nCopies(1, "s".repeat(300)))));
        assertThat(Criteria.parse(long1, CriteriaTest::find)).isInstanceOf(Parsed.Refused.class);
        var values = new StringBuilder("00000");
        for (int i = 1; i <= Criteria.ZIPS_MAX; i++) values.append(",%05d".formatted(i));
        var zips = ((Parsed.Refused) parse("zip", values.toString())).faults();
        assertThat(zips).extracting(Fault::code).containsExactly("filter-too-many");
    }

    @Test
    void jsonThatIsNoScalarIsRefusedNotThrown() {
        var json = new JsonObject("{\"state\":{\"$ne\":1},\"zip\":null,\"source\":[[\"a\"]],\"score.gte\":[]}");
        var refused = (Parsed.Refused) Criteria.parse(json, CriteriaTest::find);
        assertThat(refused.faults())
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/state", "/zip", "/score.gte");
    }
}
