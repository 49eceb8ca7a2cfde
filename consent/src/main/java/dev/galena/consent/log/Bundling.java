package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.CanonicalJson;
import dev.galena.consent.Consent;
import dev.galena.consent.Digest;
import dev.galena.consent.Disclosures.Opening;
import dev.galena.consent.Notice;
import dev.galena.consent.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Puts the files of one {@link ProofBundle} together. Nothing is read here. */
final class Bundling {

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<Map<String, Object>> consents = new ArrayList<>();
    private final SortedMap<String, Object> notices = new TreeMap<>();
    private final SortedMap<String, Object> ruleSets = new TreeMap<>();
    private final Note checkpoint;
    private final BiPredicate<UUID, Map<String, String>> withheld;
    private final Map<UUID, String> names;
    private final Map<String, RuleSet> rules;
    private final SortedMap<String, Object> submissions = new TreeMap<>();

    /** An event with its proof of inclusion. */
    record Logged(long index, Entry entry, List<Digest> path) {}

    /**
     * Nothing of any consent yet.
     *
     * @param withheld by its fields, an event of which only the hash is given
     * @param names what the parties are called that the events name
     * @param rules those that events name, by code@version
     */
    Bundling(
            Note checkpoint,
            String policy,
            BiPredicate<UUID, Map<String, String>> withheld,
            Map<UUID, String> names,
            Map<String, RuleSet> rules) {
        this.checkpoint = checkpoint;
        this.withheld = withheld;
        this.names = names;
        this.rules = rules;
        var sorted = new TreeMap<String, Object>();
        names.forEach((id, name) -> sorted.put(id.toString(), name));
        files.put("parties.json", CanonicalJson.bytes(sorted));
        files.put("policy.txt", policy.getBytes(UTF_8));
    }

    void consent(Consent consent, List<Logged> events, @Nullable List<Opening> openings) {
        var listed = new ArrayList<Map<String, Object>>();
        var hidden = new ArrayList<Integer>();
        for (int seq = 0; seq < events.size(); seq++) {
            var event = events.get(seq);
            boolean hide = withheld.test(consent.id(), event.entry.fields());
            if (hide) hidden.add(seq);
            listed.add(Map.of("seq", seq, "index", event.index, "hash", event.entry.hash(), "withheld", hide));
            add(event, hide);
        }
        consents.add(Map.of("id", consent.id(), "events", listed));
        receipts(
                consent.id(),
                events.stream()
                        .filter(e -> !withheld.test(consent.id(), e.entry.fields()))
                        .toList(),
                openings);
        if (openings != null) {
            var shown = openings.stream()
                    .filter(o -> o.seq() < events.size() && !hidden.contains(o.seq()))
                    .map(o -> Map.of("seq", o.seq(), "field", o.field(), "value", o.value(), "salt", o.salt()))
                    .toList();
            files.put(
                    "openings/" + consent.id() + ".json",
                    CanonicalJson.bytes(Map.of("consent", consent.id(), "openings", shown)));
        }
    }

    /** Of what the reader is shown; nothing if not even the grant is. */
    private void receipts(UUID consent, List<Logged> shown, @Nullable List<Opening> openings) {
        if (shown.isEmpty()) return;
        var grant = shown.getFirst();
        var json = grant.entry.json();
        if (json.path("seq").asInt(-1) != 0) return;
        var values = new TreeMap<String, String>();
        if (openings != null) {
            openings.stream().filter(o -> o.seq() == 0).forEach(o -> values.put(o.field(), o.value()));
        }
        var ended = new ArrayList<String>();
        var recipients = new TreeSet<String>();
        RuleSet judgedBy = null;
        for (var event : shown) {
            var fields = event.entry.fields();
            switch (fields.getOrDefault("type", "")) {
                case "consent.revoked" ->
                    ended.add(event.entry.json().path("at").asText());
                case "lead.sold" -> {
                    recipients.add(fields.getOrDefault("buyer_name", Receipts.UNKNOWN));
                    judgedBy = rules.get(fields.getOrDefault("rule_set", ""));
                }
                default -> {}
            }
        }
        var seller = UUID.fromString(json.path("fields").path("seller").asText());
        files.putAll(Receipts.of(new Receipt(
                consent,
                grant.index,
                grant.entry.hash(),
                json,
                values,
                names.getOrDefault(seller, Receipts.UNKNOWN),
                ended,
                List.copyOf(recipients),
                judgedBy == null ? Receipts.UNKNOWN : judgedBy.jurisdiction(),
                judgedBy == null ? Receipts.UNKNOWN : judgedBy.lawfulBasis())));
    }

    void notice(Notice notice, Logged published) {
        files.put("notices/" + notice.id().hex() + ".txt", notice.text().getBytes(UTF_8));
        notices.put(notice.id().hex(), published.index);
        add(published, false);
    }

    void ruleSet(RuleSet rules, Logged published) {
        files.put("rules/" + rules.reference() + ".json", rules.document().getBytes(UTF_8));
        ruleSets.put(rules.reference(), published.index);
        add(published, false);
    }

    /** A file that was attached, under the digest its event commits to. */
    void evidence(Digest digest, byte[] content) {
        files.put("evidence/" + digest.hex(), content);
    }

    void submission(Digest id, String text, Logged key) {
        files.put("submissions/" + id.hex() + ".json", text.getBytes(UTF_8));
        submissions.put(id.hex(), key.index);
        add(key, false);
    }

    ProofBundle bundle() {
        return ProofBundle.of(
                files, Map.of("consents", consents, "notices", notices, "rules", ruleSets, "submissions", submissions));
    }

    private void add(Logged event, boolean hide) {
        String name = "events/" + event.index;
        if (!hide) files.put(name + ".json", event.entry.bytes());
        files.put(
                name + ".tlog-proof",
                new TlogProof(event.index, event.path, checkpoint).toString().getBytes(UTF_8));
    }
}
