package dev.galena.market.relay;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules by which things become due, the newest version of each, remembered for a minute. */
final class DueRules {
    private static final String OTHERS = "*";

    private record Key(Kind kind, String ruleSet) {}

    private final Cache<Kind, Map<Key, DueRule>> known =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();

    /** Of the rule set, or else of those that no rule names. */
    DueRule of(Tx tx, Kind kind, @Nullable String ruleSet) {
        var rules = known.getIfPresent(kind);
        if (rules == null) {
            rules = read(tx, kind);
            known.put(kind, rules);
        }
        var own = ruleSet == null ? null : rules.get(new Key(kind, ruleSet));
        return own == null ? requireNonNull(rules.get(new Key(kind, OTHERS)), "no rule for the others") : own;
    }

    private static Map<Key, DueRule> read(Tx tx, Kind kind) {
        return tx.rows("""
                        select distinct on (r.rule_set) r.rule_set, r.version, r.amount, r.unit, r.time_zone, c.body::text
                        from market.due_rule r
                        left join market.calendar c on c.code || '@' || c.version = r.calendar
                        where r.kind = $1 order by r.rule_set, r.version desc""", kind.code()).stream()
                .collect(Collectors.toMap(row -> new Key(kind, row.getString(0)), row -> rule(kind, row)));
    }

    private static DueRule rule(Kind kind, Row row) {
        var calendar = row.getString(5);
        return new DueRule(
                row.getString(0) + "/" + kind.code() + "@" + row.getInteger(1),
                row.getInteger(2),
                DueRule.Unit.valueOf(row.getString(3).toUpperCase(Locale.ROOT).replace('-', '_')),
                calendar == null ? null : BusinessDays.parse(new JsonObject(calendar)),
                ZoneId.of(row.getString(4)));
    }
}
