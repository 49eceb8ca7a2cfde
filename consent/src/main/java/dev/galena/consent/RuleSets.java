package dev.galena.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rule sets, remembered for a minute: a new version becomes known at its date at the latest, if it was there in time. */
public final class RuleSets {

    private static final String FIND = """
            select code, version, effective_from, body::text from consent.rule_set
            where code = $1 order by version desc""";

    private static final String NAMED = """
            select code, version, effective_from, body::text from consent.rule_set where code || '@' || version = any($1)""";

    private static final String PUBLISH = """
            insert into consent.rule_publication (code, version, digest, published_at) values ($1, $2, $3, $4)
            on conflict (digest) do nothing returning code""";

    private static final String CODES = "select distinct code from consent.rule_set order by code";

    private static final ObjectMapper JSON = new ObjectMapper();

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
     */
    public void publish(Tx tx, Collection<RuleSet> rules, Instant now) {
        var at = now.truncatedTo(ChronoUnit.MICROS);
        var pending = new PendingEvents(rules.size());
        var seen = new HashSet<Digest>();
        for (var one : rules) {
            if (published.contains(one.digest()) || !seen.add(one.digest())) continue;
            if (tx.rows(PUBLISH, one.code(), one.version(), one.digest().bytes(), at)
                    .isEmpty()) {
                published.add(one.digest()); // by a transaction that has committed: the insert waited for it
            } else {
                pending.add(null, "rules.published", Leaf.ofRules(one, at.toString()));
            }
        }
        pending.insert(tx, at);
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

    /** Reads the body of a rule set.
     *
     * @throws IllegalArgumentException when the body asks for something unknown */
    static RuleSet parse(String code, int version, LocalDate effectiveFrom, String body) {
        JsonNode json = json(body);
        var ageMax = json.path("age_max");
        String document = document(code, version, effectiveFrom, json);
        return new RuleSet(
                code,
                version,
                effectiveFrom,
                json.path("source").asText(),
                strings(json.path("requires")).stream().map(RuleSets::fact).toList(),
                each(json.path("phrases"))
                        .map(p -> new RuleSet.Phrase(p.path("code").asText(), strings(p.path("any_of"))))
                        .toList(),
                channels(json.path("channels_any")),
                channels(json.path("channels_all")),
                json.path("buyer_named").asBoolean(false),
                ageMax.isMissingNode() ? null : Period.parse(ageMax.asText()),
                document,
                Digest.sha256(document.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same as one text, whatever the order and the spaces in which it is stored. */
    private static String document(String code, int version, LocalDate effectiveFrom, JsonNode body) {
        var all = new TreeMap<String, Object>();
        body.properties().forEach(p -> all.put(p.getKey(), value(p.getValue())));
        all.put("code", code);
        all.put("version", version);
        all.put("effective_from", effectiveFrom.toString());
        return new String(Canonical.bytes(all), StandardCharsets.UTF_8);
    }

    private static Object value(JsonNode json) {
        if (json.isObject()) {
            var members = new TreeMap<String, Object>();
            json.properties().forEach(p -> members.put(p.getKey(), value(p.getValue())));
            return members;
        }
        if (json.isArray()) return each(json).map(RuleSets::value).toList();
        if (json.isBoolean()) return json.asBoolean();
        if (json.isIntegralNumber() && json.canConvertToLong()) return json.asLong();
        if (json.isTextual()) return json.asText();
        throw new IllegalArgumentException("a rule set holds objects, lists, texts, whole numbers, true and false");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> strings(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }

    private static Fact fact(String code) {
        return Fact.byCode(code).orElseThrow(() -> new IllegalArgumentException("a rule set asks for " + code));
    }

    private static Set<Channel> channels(JsonNode array) {
        var channels = EnumSet.noneOf(Channel.class);
        for (var code : strings(array)) {
            channels.add(Channel.byCode(code)
                    .orElseThrow(() -> new IllegalArgumentException("a rule set asks for " + code)));
        }
        return channels;
    }
}
