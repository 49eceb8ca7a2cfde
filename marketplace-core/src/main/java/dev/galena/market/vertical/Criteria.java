package dev.galena.market.vertical;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which leads somebody wants: a conjunction of conditions, parsed once, asked of the database or of a lead in memory.
 * The grammar is one for search, purchases, orders and scorecards:
 *
 * <pre>
 * vertical=education &amp; state=CA,NY &amp; not.source=src-7 &amp; zip=900*,10001 &amp; channel=sms &amp; channel.all=call,sms
 * score.gte=60 &amp; price.lt=2000 &amp; sold.lte=1 &amp; age.lte=P1D &amp; level=mql,sql &amp; level.gte=mql &amp; certified=true &amp; exclusive=true
 * attr.specialization="Banking, Investment And Insurance",Finance Management &amp; attr.total_visits.gte=3 &amp; attr.country.exists=true
 * </pre>
 *
 * A comma, or the parameter once more, means "or"; different parameters mean "and". In JSON the names are the same and a
 * value is a scalar or an array of them.
 */
public final class Criteria {
    public static final int CRITERIA_MAX = 40;
    public static final int VALUES_MAX = 200;
    public static final int ZIPS_MAX = 1000;
    public static final int LENGTH_MAX = 200;

    /** Every lead of every vertical. */
    public static final Criteria NONE = new Criteria(null, List.of(), Map.of());

    private final @Nullable Vertical vertical;
    private final List<Criterion> all;
    private final Map<String, List<String>> given;

    Criteria(@Nullable Vertical vertical, List<Criterion> all, Map<String, List<String>> given) {
        this.vertical = vertical;
        this.all = List.copyOf(all);
        this.given = given;
    }

    /** What came of parsing: criteria, or every fault found. */
    public sealed interface Parsed {
        record Understood(Criteria criteria) implements Parsed {}

        record Refused(List<Fault> faults) implements Parsed {}
    }

    /**
     * Reads parameters of a query string.
     *
     * @param verticals finds a vertical by its code, in its current version
     */
    public static Parsed parse(Map<String, List<String>> query, Function<String, Optional<Vertical>> verticals) {
        return Grammar.ofBuyer(query, true, verticals);
    }

    /**
     * Reads the JSON form.
     *
     * @param verticals finds a vertical by its code, in its current version
     */
    public static Parsed parse(JsonObject json, Function<String, Optional<Vertical>> verticals) {
        return Grammar.ofBuyer(named(json), false, verticals);
    }

    static Map<String, List<String>> named(JsonObject json) {
        var given = new LinkedHashMap<String, List<String>>();
        for (var entry : json) {
            List<?> values =
                    entry.getValue() instanceof JsonArray several ? several.getList() : singleton(entry.getValue());
            given.put(entry.getKey(), values.stream().map(Criteria::written).toList());
        }
        return given;
    }

    private static List<Object> singleton(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    /** Objects and nulls become words that no field accepts, so that they are refused where they stand. */
    private static String written(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "{}";
    }

    public Optional<Vertical> vertical() {
        return Optional.ofNullable(vertical);
    }

    /** All must hold, and the lead must be of the vertical. */
    public List<Criterion> all() {
        return all;
    }

    public boolean matches(ListedLead lead, Instant now) {
        if (vertical != null && vertical.id() != lead.verticalId()) return false;
        for (Criterion criterion : all) {
            if (!criterion.matches(lead, now)) return false;
        }
        return true;
    }

    /** Appends {@code and …} for each condition, the vertical's included; the listing is {@code l}. */
    public void write(Sql sql, Instant now) {
        if (vertical != null) sql.add(" and l.vertical_id = ").bind(vertical.id(), "int4");
        for (Criterion criterion : all) {
            sql.add(" and ");
            criterion.write(sql, now);
        }
    }

    /** What it asks about, each once: {@code state}, {@code attr.total_visits}. */
    public Set<String> subjects() {
        return given.entrySet().stream()
                .map(each -> Asked.of(each.getKey(), each.getValue(), false, new ArrayList<>()))
                .map(asked -> asked.attr() ? "attr." + asked.subject() : asked.subject())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As given, in the JSON form of the grammar; {@link #parse(JsonObject, Function)} reads it. */
    public JsonObject toJson() {
        var json = new JsonObject();
        given.forEach((name, values) -> json.put(name, new JsonArray(List.copyOf(values))));
        return json;
    }
}
