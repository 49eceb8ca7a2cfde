package dev.galena.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rule sets, remembered for a minute: a new version becomes known at its date at the latest, if it was there in time. */
public final class RuleSets {

    private static final String FIND = """
            select code, version, effective_from, body::text from consent.rule_set
            where code = $1 order by version desc""";

    private static final String ADD = """
            insert into consent.rule_set (code, version, effective_from, body)
            select $1, coalesce(max(version), 0) + 1, $2, $3::text::jsonb from consent.rule_set where code = $1
            returning version""";

    private static final String NAMED = """
            select code, version, effective_from, body::text from consent.rule_set where code || '@' || version = any($1)""";

    private static final String PUBLISH = """
            insert into consent.rule_publication (code, version, digest, published_at) values ($1, $2, $3, $4)
            on conflict (code, version) do nothing returning code""";

    private static final String PUBLISHED =
            "select digest from consent.rule_publication where code = $1 and version = $2";

    private static final String CODES = "select distinct code from consent.rule_set order by code";

    private final Cache<String, List<RuleSet>> versions = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final Set<Digest> published = ConcurrentHashMap.newKeySet();

    /** The newest version in effect on this date; nothing for an unknown code or before its first date. */
    public Optional<RuleSet> current(Tx tx, String code, LocalDate date) {
        for (var version : versions(tx, code)) {
            if (!version.effectiveFrom().isAfter(date)) return Optional.of(version);
        }
        return Optional.empty();
    }

    /** Adds a version, in force from its date on, and forgets what was remembered of the code. Two at once wait for each other. */
    public RuleSet add(Tx tx, String code, LocalDate effectiveFrom, String body) {
        tx.lock("rule_set " + code);
        int version = tx.rows(ADD, code, effectiveFrom, body).getFirst().getInteger(0);
        versions.invalidate(code);
        return parse(code, version, effectiveFrom, body);
    }

    /** Every version of a code, the newest first; as remembered. */
    public List<RuleSet> all(Tx tx, String code) {
        return versions(tx, code);
    }

    /** All codes there are. */
    public List<String> codes(Tx tx) {
        return tx.rows(CODES).stream().map(row -> row.getString(0)).toList();
    }

    /** These versions, such as {@code us-dnc@1}; unknown ones are absent. */
    public Map<String, RuleSet> versions(Tx tx, Collection<String> references) {
        return tx.rows(NAMED, (Object) references.toArray(String[]::new)).stream()
                .map(RuleSets::ruleSet)
                .collect(Collectors.toMap(RuleSet::reference, Function.identity()));
    }

    /**
     * Puts the digests of these rules into the log, unless they are there: before the first event that names them, and in its
     * transaction, of which this is the only call. Costs nothing from the second time on.
     *
     * @throws IllegalStateException when the rules are not those that were published under their name
     */
    public void publish(Tx tx, Collection<RuleSet> rules, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var pending = new PendingEvents(rules.size());
        var seen = new HashSet<Digest>();
        for (var one : rules) {
            if (published.contains(one.digest()) || !seen.add(one.digest())) continue;
            if (tx.rows(PUBLISH, one.code(), one.version(), one.digest().bytes(), at)
                    .isEmpty()) {
                requireSame(tx, one);
                published.add(one.digest()); // by a transaction that has committed: the insert waited for it
            } else {
                pending.add(null, "rules.published", Leaf.ofRules(one, at.toString()));
            }
        }
        pending.insert(tx, at);
    }

    /** Somebody may have written into the table, past its rules: nothing is judged by that. */
    private static void requireSame(Tx tx, RuleSet rules) {
        var row = tx.rows(PUBLISHED, rules.code(), rules.version()).getFirst();
        if (!Digest.of(row.getBuffer(0).getBytes()).equals(rules.digest())) {
            throw new IllegalStateException("not the rules that were published as " + rules.reference());
        }
    }

    private List<RuleSet> versions(Tx tx, String code) {
        var remembered = versions.getIfPresent(code);
        if (remembered != null) return remembered;
        var read = tx.rows(FIND, code).stream().map(RuleSets::ruleSet).toList();
        if (!read.isEmpty()) versions.put(code, read);
        return read;
    }

    private static RuleSet ruleSet(Row row) {
        return parse(row.getString(0), row.getInteger(1), row.getLocalDate(2), row.getString(3));
    }

    /** {@code body}: as {@link RuleBody} reads it. */
    static RuleSet parse(String code, int version, LocalDate effectiveFrom, String body) {
        return RuleBody.parse(code, version, effectiveFrom, body);
    }
}
