package dev.galena.market.pricing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Json;
import dev.galena.db.Tx;
import dev.galena.market.vertical.Fault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The price rules; like {@link Deals}, known as of the last refresh and before they are in force. */
public final class PriceRules {

    private static final String READ = "select vertical_id, version, body::text, from_at from market.price_rule ";

    private record Known(Dated<Integer, PriceRule> rules, List<Integer> verticals) {}

    private record Version(int vertical, int version) {}

    private final Cache<Version, PriceRule> versions =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private volatile Known known = new Known(new Dated<>(), List.of());

    /** Reads what is in force and what is to come. */
    public void refresh(Tx tx) {
        var rules = new Dated<Integer, PriceRule>();
        var verticals = new ArrayList<Integer>();
        for (Row row : tx.rows(READ + "order by vertical_id, version")) {
            PriceRule rule = rule(row);
            rules.add(rule.vertical(), rule.version(), row.getOffsetDateTime(3).toInstant(), rule);
            if (!verticals.contains(rule.vertical())) verticals.add(rule.vertical());
        }
        known = new Known(rules, List.copyOf(verticals));
    }

    /** Those that have rules. No I/O. */
    List<Integer> verticals() {
        return known.verticals;
    }

    /** In force now. No I/O. */
    public Optional<PriceRule> current(int vertical, Instant now) {
        return Optional.ofNullable(known.rules.at(vertical, now));
    }

    /** In a certain version, which must exist. */
    public PriceRule version(Tx tx, int vertical, int version) {
        var name = new Version(vertical, version);
        PriceRule kept = versions.getIfPresent(name);
        if (kept != null) return kept;
        var rows = tx.rows(READ + "where vertical_id = $1 and version = $2", vertical, version);
        if (rows.isEmpty()) throw new IllegalStateException("no such price rule: " + name);
        PriceRule rule = rule(rows.getFirst());
        versions.put(name, rule);
        return rule;
    }

    /** Adds a version. */
    int add(Tx tx, int vertical, JsonObject body, Instant from, String actor, Instant now) {
        tx.lock("price rule " + vertical);
        return tx.rows("""
                        insert into market.price_rule (vertical_id, version, body, from_at, created_at, created_by)
                        select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 from market.price_rule
                        where vertical_id = $1 returning version""", vertical, new Json(body.encode()), from, now, actor)
                .getFirst()
                .getInteger(0);
    }

    private static PriceRule rule(Row row) {
        var faults = new ArrayList<Fault>();
        var rule = PriceRule.read(row.getInteger(0), row.getInteger(1), new JsonObject(row.getString(2)), faults);
        if (!faults.isEmpty()) throw new IllegalStateException("price rule " + rule.version() + ": " + faults);
        return rule;
    }
}
