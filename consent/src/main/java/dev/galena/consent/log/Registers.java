package dev.galena.consent.log;

import dev.galena.consent.RuleSets;
import dev.galena.db.Tx;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds the rules and keys that the log knows, and what was signed with those keys, against what was logged of them. */
final class Registers {

    private static final String LOGGED =
            "select idx, leaf from consent.event where type = $1 order by idx nulls last, serial";

    private static final String RULES =
            "select code || '@' || version, encode(digest, 'hex') from consent.rule_publication order by code, version";

    private static final String KEYS =
            "select key_id::text, party_id::text, public_key from consent.key_publication order by key_id";

    private static final String SUBMISSIONS = """
            select encode(s.id, 'hex'), k.party_id is not distinct from s.seller_id
            from consent.submission s left join consent.key_publication k on k.key_id = s.key_id
            where s.id <> sha256(convert_to(s.body, 'UTF8')) or k.party_id is distinct from s.seller_id
            order by s.id limit $1""";

    private final Findings findings;

    Registers(Findings findings) {
        this.findings = findings;
    }

    /** What an event says of the thing it names, and where it is. */
    private record Said(Long index, String what) {}

    void check(Tx tx, int max) {
        rules(tx);
        keys(tx);
        tx.rows(SUBMISSIONS, max).forEach(row -> {
            boolean sellers = row.getBoolean(1);
            String what = sellers ? " has other words than its name says" : " is not signed by a key of its seller";
            findings.add(null, "submission " + row.getString(0) + what);
        });
    }

    private void rules(Tx tx) {
        var logged = logged(tx, "rules.published", "rule_set", "rules");
        var published = new LinkedHashMap<String, String>();
        tx.rows(RULES).forEach(row -> published.put(row.getString(0), row.getString(1)));
        compare("the rules ", logged, published);
        published.forEach((name, digest) -> {
            var said = logged.get(name);
            Long index = said == null ? null : said.index;
            findings.require(
                    digest.equals(digest(tx, name)), index, "the rules " + name + " are no longer those it published");
        });
    }

    /** Of the rules as they are now; whatever it is when they cannot be read. */
    private static String digest(Tx tx, String reference) {
        try {
            var found = new RuleSets().versions(tx, List.of(reference)).get(reference);
            return found == null ? "gone" : found.digest().hex();
        } catch (IllegalArgumentException e) {
            return "unreadable";
        }
    }

    private void keys(Tx tx) {
        var logged = logged(tx, "key.registered", "key", "party", "public_key");
        var published = new LinkedHashMap<String, String>();
        tx.rows(KEYS).forEach(row -> {
            String key = Base64.getEncoder().encodeToString(row.getBuffer(2).getBytes());
            published.put(row.getString(0), row.getString(1) + " " + key);
        });
        compare("the key ", logged, published);
    }

    private void compare(String kind, Map<String, Said> logged, Map<String, String> published) {
        published.forEach((name, what) -> {
            var said = logged.get(name);
            findings.require(
                    said != null && said.what.equals(what),
                    said == null ? null : said.index,
                    kind + name + " was not published like that");
        });
        logged.forEach((name, said) ->
                findings.require(published.containsKey(name), said.index, kind + name + " that it published is gone"));
    }

    /** By name the values of these members, with blanks between; of several events the first. */
    private static Map<String, Said> logged(Tx tx, String type, String name, String... members) {
        var logged = new LinkedHashMap<String, Said>();
        for (var row : tx.rows(LOGGED, type)) {
            var json = new Entry(row.getBuffer(1).getBytes()).json();
            var values = Stream.of(members).map(m -> json.path(m).asText()).toList();
            logged.putIfAbsent(json.path(name).asText(), new Said(row.getLong(0), String.join(" ", values)));
        }
        return logged;
    }
}
