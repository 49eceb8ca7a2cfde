package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.Digest;
import dev.galena.consent.RuleSet;
import dev.galena.db.Tx;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events that belong to no consent and that events of consents name: words, rules and keys, each logged before its first use. */
final class Publications {

    private static final String WORDS = """
            select idx, leaf from consent.log_leaf
            where type = 'notice.published' and substring(leaf from octet_length(leaf) - 97 for 64) = any($1) order by idx""";

    private static final String RULES =
            "select idx, leaf from consent.log_leaf where type = 'rules.published' and idx < $1 order by idx";

    private static final String KEYS =
            "select idx, leaf from consent.log_leaf where type = 'key.registered' and idx < $1 order by idx";

    Map<Digest, Leaves.Stored> words(Tx tx, Collection<Digest> noticeIds) {
        var wanted = new HashMap<String, Digest>();
        noticeIds.forEach(id -> wanted.put(id.hex(), id));
        var found = new LinkedHashMap<Digest, Leaves.Stored>();
        byte[][] texts =
                wanted.keySet().stream().map(hex -> hex.getBytes(US_ASCII)).toArray(byte[][]::new);
        for (var leaf : leaves(tx.rows(WORDS, (Object) texts))) {
            var id = wanted.get(leaf.entry().json().path("notice").asText());
            if (id != null) found.putIfAbsent(id, leaf);
        }
        return found;
    }

    /** By code@version; those edited since they were published are left out. */
    Map<String, Leaves.Stored> rules(Tx tx, Map<String, RuleSet> ruleSets, long size) {
        if (ruleSets.isEmpty()) return Map.of();
        var found = new LinkedHashMap<String, Leaves.Stored>();
        for (var leaf : leaves(tx.rows(RULES, size))) {
            var json = leaf.entry().json();
            var ruleSet = ruleSets.get(json.path("rule_set").asText());
            if (ruleSet != null
                    && ruleSet.digest().hex().equals(json.path("rules").asText())) {
                found.putIfAbsent(ruleSet.reference(), leaf);
            }
        }
        return found;
    }

    /** By the key's id. */
    Map<UUID, Leaves.Stored> keys(Tx tx, Collection<UUID> keyIds, long size) {
        if (keyIds.isEmpty()) return Map.of();
        var found = new LinkedHashMap<UUID, Leaves.Stored>();
        for (var leaf : leaves(tx.rows(KEYS, size))) {
            var id = UUID.fromString(leaf.entry().json().path("key").asText());
            if (keyIds.contains(id)) found.putIfAbsent(id, leaf);
        }
        return found;
    }

    private static List<Leaves.Stored> leaves(List<Row> rows) {
        return rows.stream()
                .map(row -> new Leaves.Stored(
                        row.getLong(0), new Entry(row.getBuffer(1).getBytes())))
                .toList();
    }
}
