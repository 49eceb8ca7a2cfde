package dev.galena.market.listing;

import dev.galena.market.vertical.Fault;
import dev.galena.market.vertical.Field;
import dev.galena.market.vertical.Kind;
import dev.galena.market.vertical.Level;
import dev.galena.market.vertical.Sql;
import dev.galena.market.vertical.Vertical;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the listings found spread over states, levels, sources, prices, scores and fields. */
public final class Facets {
    /** What is counted is found newest first, and no more than this. */
    public static final int COUNTED_MAX = 100_000;

    private static final int ASKED_MAX = 10;
    private static final int VALUES_MAX = 200;
    private static final long[] PRICES = {
        0, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 50_000,
        100_000
    };

    private final List<Facet> asked;
    private final int countedMax;

    /** {@code sql}: text of its value, null for none. */
    private record Facet(String name, String sql) {}

    private Facets(List<Facet> asked, int countedMax) {
        this.asked = asked;
        this.countedMax = countedMax;
    }

    /**
     * How many of the leads have a value.
     *
     * @param value null: those without any. Of scores and prices the lower bound of a range
     * @param below upper bound of the range, not included; null if there is none
     */
    public record Bucket(@Nullable String value, @Nullable Long below, long count) {}

    /**
     * Counts by facet.
     *
     * @param approximate only the newest were counted
     */
    public record Counted(long total, boolean approximate, Map<String, List<Bucket>> facets) {}

    /**
     * The facets of these names.
     *
     * @param countedMax of what matches only so many of the newest are counted: {@link #COUNTED_MAX} at most
     * @param faults gets what is wrong with them
     */
    public static Optional<Facets> of(
            List<String> names, @Nullable Vertical vertical, int countedMax, List<Fault> faults) {
        int before = faults.size();
        if (names.isEmpty() || names.size() > ASKED_MAX) {
            faults.add(new Fault("/facets", "filter-too-many", "one to " + ASKED_MAX + " facets"));
        }
        var asked = new ArrayList<Facet>();
        for (String name : names.stream().distinct().toList())
            one(name, vertical, faults).ifPresent(asked::add);
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(new Facets(asked, Math.min(countedMax, COUNTED_MAX)));
    }

    private static Optional<Facet> one(String name, @Nullable Vertical vertical, List<Fault> faults) {
        return switch (name) {
            case "state" -> Optional.of(new Facet(name, "l.state::text"));
            case "source" -> Optional.of(new Facet(name, "l.source_alias"));
            case "level" -> Optional.of(new Facet(name, "l.level::text"));
            case "score" -> Optional.of(new Facet(name, "(least(l.score, 99) / 10 * 10)::text"));
            case "price" ->
                Optional.of(new Facet(name, "(width_bucket(l.price, '{%s}'::int8[]) - 1)::text".formatted(prices())));
            default -> field(name, vertical, faults);
        };
    }

    private static Optional<Facet> field(String name, @Nullable Vertical vertical, List<Fault> faults) {
        Optional<Field> field =
                vertical == null || !name.startsWith("attr.") ? Optional.empty() : vertical.field(name.substring(5));
        String code = null;
        if (field.isEmpty())
            code = vertical == null && name.startsWith("attr.") ? "filter-needs-vertical" : "filter-unknown";
        else if (!field.get().shown()) code = "filter-not-shown";
        else if (!(field.get().kind() instanceof Kind.Choice || field.get().kind() instanceof Kind.YesNo))
            code = "filter-operator";
        if (code != null) {
            faults.add(new Fault("/facets", code, "no facet: " + name.substring(0, Math.min(60, name.length()))));
            return Optional.empty();
        }
        return Optional.of(new Facet(name, "(l.attrs->>'" + field.orElseThrow().name() + "')"));
    }

    /** Each row is one bucket: which facet (a bit unset), its value, its count; the row with no bit unset counts all. */
    Sql sql(SearchSql search) {
        var sql = new Sql();
        sql.add("with m as (select ");
        for (int i = 0; i < asked.size(); i++)
            sql.add(i == 0 ? "" : ", ").add(asked.get(i).sql).add(" as f" + i);
        search.matches(sql);
        sql.add(" order by l.lead_id desc limit " + countedMax + ") select grouping(");
        names(sql, ", ", "", "");
        sql.add("), coalesce(");
        names(sql, ", ", "", "");
        sql.add("), count(*) from m group by grouping sets (");
        names(sql, ", ", "(", ")");
        return sql.add(", ())");
    }

    private void names(Sql sql, String between, String before, String behind) {
        for (int i = 0; i < asked.size(); i++) sql.add(i == 0 ? "" : between).add(before + "f" + i + behind);
    }

    Counted read(Iterable<Row> rows) {
        int all = (1 << asked.size()) - 1;
        long total = 0;
        var facets = new LinkedHashMap<String, List<Bucket>>();
        for (Facet facet : asked) facets.put(facet.name, new ArrayList<>());
        for (Row row : rows) {
            int unset = all & ~row.getInteger(0);
            if (unset == 0) {
                total = row.getLong(2);
            } else {
                Facet facet = asked.get(asked.size() - 1 - Integer.numberOfTrailingZeros(unset));
                facets.computeIfAbsent(facet.name, name -> new ArrayList<>())
                        .add(bucket(facet.name, row.getString(1), row.getLong(2)));
            }
        }
        facets.replaceAll((name, buckets) -> arranged(name, buckets));
        return new Counted(total, total == countedMax, facets);
    }

    private static Bucket bucket(String name, @Nullable String value, long count) {
        if (value == null) return new Bucket(null, null, count);
        return switch (name) {
            case "level" -> new Bucket(Level.of(Integer.parseInt(value)).code(), null, count);
            case "score" -> new Bucket(value, Long.parseLong(value) == 90 ? 101 : Long.parseLong(value) + 10, count);
            case "price" -> {
                int n = Integer.parseInt(value);
                yield new Bucket(Long.toString(PRICES[n]), n + 1 < PRICES.length ? PRICES[n + 1] : null, count);
            }
            default -> new Bucket(value, null, count);
        };
    }

    /** Ranges ascend; values come by their count, the most frequent only. */
    private static List<Bucket> arranged(String name, List<Bucket> buckets) {
        var sorted = new ArrayList<>(buckets);
        if (name.equals("score") || name.equals("price")) {
            sorted.sort((a, b) ->
                    Long.compare(Long.parseLong(String.valueOf(a.value)), Long.parseLong(String.valueOf(b.value))));
        } else {
            sorted.sort((a, b) -> a.count != b.count
                    ? Long.compare(b.count, a.count)
                    : String.valueOf(a.value).compareTo(String.valueOf(b.value)));
        }
        return List.copyOf(sorted.subList(0, Math.min(VALUES_MAX, sorted.size())));
    }

    private static String prices() {
        var text = new StringBuilder();
        for (long price : PRICES) text.append(text.isEmpty() ? "" : ",").append(price);
        return text.toString();
    }
}
