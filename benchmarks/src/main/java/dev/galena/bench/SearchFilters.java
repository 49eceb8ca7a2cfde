package dev.galena.bench;

import dev.galena.db.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;

/** What buyers ask, as an address and as the SQL that an expert would write for just that. */
final class SearchFilters {
    private static final int VARIANTS = 500;
    private static final String COLUMNS = """
            l.lead_id, l.vertical_id, l.source_alias, l.state, l.zip, l.score, l.level, l.channels, l.certified, l.generated_at,
            l.expires_at, l.attrs::text, l.price, l.exclusive_price, l.max_sales, l.sold""";
    private static final String OPEN =
            " from market.listing l where l.vertical_id = 1 and l.status = 'open' and l.currency = 'USD'"
                    + " and l.sold < l.max_sales and l.expires_at > now()";
    private static final String PAGE = " order by l.lead_id desc limit 51";
    private static final List<String> STATES = List.of(
            "CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA", "NC", "MI", "NJ", "VA", "WA", "AZ", "TN", "MA", "IN", "MO",
            "MD", "WI");

    /** A question in one variant. */
    record Asked(String path, List<Object> binds) {}

    /**
     * One of the six.
     *
     * @param sql ways to ask the database for the same, the fastest counts; all take the same binds
     */
    record Filter(String name, List<String> sql, List<Asked> variants) {}

    private final Random random = new Random(1);
    private final List<UUID> ids;
    private final List<String> zips;
    private final OffsetDateTime monthAgo = OffsetDateTime.now(ZoneOffset.UTC).minusDays(30);

    /** @param ids and {@code zips} of leads of the first vertical */
    SearchFilters(List<UUID> ids, List<String> zips) {
        this.ids = ids;
        this.zips = zips;
    }

    List<Filter> all() {
        return List.of(newest(), nextPages(), states(), zips(), field(), facets());
    }

    private static List<Asked> variants(IntFunction<Asked> one) {
        var variants = new ArrayList<Asked>();
        for (int i = 0; i < VARIANTS; i++) variants.add(one.apply(i));
        return variants;
    }

    private static Filter newest() {
        return new Filter(
                "newest in a vertical",
                List.of("select " + COLUMNS + OPEN + PAGE),
                variants(i -> new Asked("/v1/listings?vertical=education", List.of())));
    }

    private Filter nextPages() {
        return new Filter(
                "next pages", List.of("select " + COLUMNS + OPEN + " and l.lead_id < ?" + PAGE), variants(i -> {
                    UUID id = ids.get(random.nextInt(ids.size()));
                    String cursor = Page.first(1)
                            .cut("listing.newest", List.of(id, id), last -> new Page.Cursor("", last))
                            .next();
                    return new Asked("/v1/listings?vertical=education&cursor=" + cursor, List.of(id));
                }));
    }

    private Filter states() {
        String ranges = " and l.score >= 50 and l.price <= 2500 and l.generated_at >= ?";
        String lateral = "select p.* from unnest(?::bpchar[]) v (s) cross join lateral (select " + COLUMNS + OPEN
                + " and l.state = v.s" + ranges + PAGE + ") p order by p.lead_id desc limit 51";
        String any = "select " + COLUMNS + OPEN + " and l.state = any (?::bpchar[])" + ranges + PAGE;
        return new Filter("five states, three ranges", List.of(lateral, any), variants(i -> {
            var some = new ArrayList<>(STATES);
            Collections.shuffle(some, random);
            List<String> five = some.subList(0, 5);
            return new Asked(
                    "/v1/listings?vertical=education&state=" + String.join(",", five)
                            + "&score.gte=50&price.lte=2500&age.lte=P30D",
                    List.of(five.toArray(String[]::new), monthAgo));
        }));
    }

    private Filter zips() {
        String lateral = "select p.* from unnest(?::text[]) v (z) cross join lateral (select " + COLUMNS + OPEN
                + " and l.zip = v.z" + PAGE + ") p order by p.lead_id desc limit 51";
        String any = "select " + COLUMNS + OPEN + " and l.zip = any (?::text[])" + PAGE;
        return new Filter("twenty ZIP codes", List.of(lateral, any), variants(i -> {
            var twenty = new String[20];
            Arrays.setAll(twenty, n -> zips.get(random.nextInt(zips.size())));
            return new Asked("/v1/listings?vertical=education&zip=" + String.join(",", twenty), List.<Object>of((Object)
                    twenty));
        }));
    }

    private Filter field() {
        List<String> values =
                List.of("Finance Management", "Travel and Tourism", "Healthcare Management", "Retail Management");
        return new Filter(
                "a vertical's own field",
                List.of("select " + COLUMNS + OPEN + " and l.attrs->>'specialization' = ?" + PAGE),
                variants(i -> {
                    String value = values.get(i % values.size());
                    return new Asked(
                            "/v1/listings?vertical=education&attr.specialization="
                                    + URLEncoder.encode(value, StandardCharsets.UTF_8),
                            List.of(value));
                }));
    }

    private static Filter facets() {
        String sql = "with m as (select l.state f0, l.level f1, l.attrs->>'specialization' f2" + OPEN
                + " order by l.lead_id desc limit 100000) select grouping(f0, f1, f2), f0, f1, f2, count(*) from m"
                + " group by grouping sets ((f0), (f1), (f2), ())";
        return new Filter(
                "facet counts",
                List.of(sql),
                variants(i -> new Asked(
                        "/v1/listings/facets?vertical=education&facets=state,level,attr.specialization", List.of())));
    }
}
