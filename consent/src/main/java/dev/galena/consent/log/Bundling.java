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

    /** An event with its proof of inclusion. */
    record Logged(long index, Entry entry, List<Digest> path) {}

    /** {@code withheld}: by its fields, an event of which only the hash is given. */
    Bundling(Note checkpoint, String policy, BiPredicate<UUID, Map<String, String>> withheld) {
        this.checkpoint = checkpoint;
        this.withheld = withheld;
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

    /** What the parties are called that the events name. */
    void names(Map<UUID, String> names) {
        var sorted = new TreeMap<String, Object>();
        names.forEach((id, name) -> sorted.put(id.toString(), name));
        files.put("parties.json", CanonicalJson.bytes(sorted));
    }

    ProofBundle bundle() {
        return ProofBundle.of(files, Map.of("consents", consents, "notices", notices, "rules", ruleSets));
    }

    private void add(Logged event, boolean hide) {
        String name = "events/" + event.index;
        if (!hide) files.put(name + ".json", event.entry.bytes());
        files.put(
                name + ".tlog-proof",
                new TlogProof(event.index, event.path, checkpoint).toString().getBytes(UTF_8));
    }
}
