package dev.galena.consent.log;

import static java.util.Objects.requireNonNull;

import dev.galena.consent.Consent;
import dev.galena.consent.Consents;
import dev.galena.consent.Digest;
import dev.galena.consent.Disclosures;
import dev.galena.consent.Notices;
import dev.galena.consent.RuleSet;
import dev.galena.consent.RuleSets;
import dev.galena.consent.Submissions;
import dev.galena.consent.evidence.Exhibit;
import dev.galena.consent.evidence.Exhibits;
import dev.galena.db.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what proves some consents: all their events up to the newest checkpoint, under that one checkpoint. */
public final class ProofBundles {

    /** Verifiers refuse archives of more than 64 MiB. */
    private static final int EVIDENCE_BYTES_MAX = 40 << 20;

    private final Consents consents;
    private final Disclosures disclosures;
    private final Notices notices;
    private final RuleSets ruleSets;
    private final Exhibits exhibits;
    private final Submissions submissions = new Submissions();
    private final Publications publications = new Publications();
    private final LogNames names = new LogNames();
    private final Leaves leaves = new Leaves();
    private final Checkpoints checkpoints = new Checkpoints();
    private final Witnessed witnessed = new Witnessed();
    private final StoredTree tree = new StoredTree(new Tiles());

    public ProofBundles(
            Consents consents, Disclosures disclosures, Notices notices, RuleSets ruleSets, Exhibits exhibits) {
        this.consents = consents;
        this.disclosures = disclosures;
        this.notices = notices;
        this.ruleSets = ruleSets;
        this.exhibits = exhibits;
    }

    /**
     * Who it is for.
     *
     * @param withheld by its public fields, an event of which the reader gets the hash only
     * @param parties what the parties are called that events name; those not known to the reader are left out
     * @param sealedToo may see values of people who wait to be erased
     */
    public record Reader(
            BiPredicate<UUID, Map<String, String>> withheld,
            Function<Collection<UUID>, Map<UUID, String>> parties,
            boolean sealedToo) {
        public Reader(
                BiPredicate<UUID, Map<String, String>> withheld,
                Function<Collection<UUID>, Map<UUID, String>> parties) {
            this(withheld, parties, false);
        }
    }

    /** Whether every event of these consents is under a checkpoint: only then a proof has them all. */
    public boolean complete(Tx tx, Collection<UUID> consentIds) {
        var head = heads(tx);
        return !head.isEmpty() && complete(tx, consentIds, head.getFirst().size());
    }

    private boolean complete(Tx tx, Collection<UUID> consentIds, long size) {
        var logged = logged(tx, consentIds, size);
        return consents.find(tx, consentIds).values().stream()
                .allMatch(c -> logged.getOrDefault(c.id(), List.of()).size() == c.seq() + 1);
    }

    /** Nothing when nothing is signed yet, or one of these consents is not in the log yet. */
    public Optional<ProofBundle> make(Tx tx, Collection<UUID> consentIds, Reader reader) {
        var heads = heads(tx);
        if (heads.isEmpty()) return Optional.empty();
        var under = complete(tx, consentIds, heads.getFirst().size()) ? heads.getFirst() : heads.getLast();
        long size = under.size();
        var found = consents.find(tx, consentIds);
        var events = logged(tx, consentIds, size);
        if (found.isEmpty() || !events.keySet().containsAll(found.keySet())) return Optional.empty();
        var shown = events.values().stream()
                .flatMap(List::stream)
                .filter(e -> !reader.withheld().test(e.consentId(), e.entry().fields()))
                .map(e -> e.entry().fields())
                .toList();
        var ruleSetsNamed = rules(tx, shown);
        var signed = submitted(tx, shown);
        var words = publications.words(tx, noticeIds(found.values()));
        var rules = publications.rules(tx, ruleSetsNamed, size);
        var keys = publications.keys(
                tx, signed.values().stream().map(Submissions.Stored::keyId).toList(), size);
        var others = new ArrayList<>(words.values());
        others.addAll(rules.values());
        others.addAll(keys.values());
        var paths = paths(tx, events, others, size);
        var names = reader.parties().apply(parties(shown));
        var bundling = new Bundling(under.note(), under.policy(), reader.withheld(), names, ruleSetsNamed);
        var opened = disclosures.of(tx, found.values(), reader.sealedToo());
        found.values().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(c -> bundling.consent(
                        c,
                        events.getOrDefault(c.id(), List.of()).stream()
                                .map(e -> logged(e.index(), e.entry(), paths))
                                .toList(),
                        opened.get(c.id())));
        var texts = notices.texts(tx, words.keySet());
        words.forEach((id, leaf) -> bundling.notice(
                requireNonNull(texts.get(id), "texts() returns each one asked for"), logged(leaf, paths)));
        rules.forEach((name, leaf) ->
                bundling.ruleSet(requireNonNull(ruleSetsNamed.get(name), "looked for"), logged(leaf, paths)));
        signed.forEach((id, submission) -> {
            var key = keys.get(submission.keyId());
            if (key != null) bundling.submission(id, submission.text(), logged(key, paths));
        });
        evidence(tx, consentIds, shown).forEach(bundling::evidence);
        return Optional.of(bundling.bundle());
    }

    /** The checkpoint to prove things under: one that was witnessed before the newest, which knows more. */
    private List<Witnessed.Cosigned> heads(Tx tx) {
        var name = names.find(tx);
        var newest = checkpoints.find(tx);
        if (name.isEmpty() || newest.isEmpty()) return List.of();
        var cosigned = witnessed.find(tx);
        if (cosigned.isEmpty())
            return List.of(new Witnessed.Cosigned(newest.get(), name.get().policy()));
        return List.of(
                cosigned.get(),
                new Witnessed.Cosigned(newest.get(), cosigned.get().policy()));
    }

    private Map<UUID, List<Leaves.OfConsent>> logged(Tx tx, Collection<UUID> consentIds, long size) {
        return leaves.of(tx, consentIds).stream()
                .filter(leaf -> leaf.index() < size)
                .collect(Collectors.groupingBy(Leaves.OfConsent::consentId));
    }

    private static Set<Digest> noticeIds(Collection<Consent> consents) {
        return consents.stream().map(Consent::noticeId).collect(Collectors.toSet());
    }

    /** All proofs from one reading of the tiles. */
    private Map<Long, List<Digest>> paths(
            Tx tx, Map<UUID, List<Leaves.OfConsent>> events, Collection<Leaves.Stored> others, long size) {
        var indexes = new HashSet<Long>();
        events.values().forEach(all -> all.forEach(e -> indexes.add(e.index())));
        others.forEach(leaf -> indexes.add(leaf.index()));
        return tree.ask(tx, proofs -> {
            var paths = new HashMap<Long, List<Digest>>();
            indexes.forEach(index -> paths.put(index, proofs.inclusion(index, size)));
            return paths;
        });
    }

    private static Bundling.Logged logged(Leaves.Stored leaf, Map<Long, List<Digest>> paths) {
        return logged(leaf.index(), leaf.entry(), paths);
    }

    private static Bundling.Logged logged(long index, Entry entry, Map<Long, List<Digest>> paths) {
        return new Bundling.Logged(index, entry, paths.getOrDefault(index, List.of()));
    }

    /** The rules that events name. */
    private Map<String, RuleSet> rules(Tx tx, List<Map<String, String>> events) {
        var references = new HashSet<String>();
        events.forEach(fields -> Optional.ofNullable(fields.get("rule_set")).ifPresent(references::add));
        return references.isEmpty() ? Map.of() : ruleSets.versions(tx, references);
    }

    /** What the sellers signed that grants name. */
    private Map<Digest, Submissions.Stored> submitted(Tx tx, List<Map<String, String>> events) {
        var ids = new HashSet<Digest>();
        events.forEach(fields -> Optional.ofNullable(fields.get("submission"))
                .ifPresent(hex -> ids.add(Digest.of(HexFormat.of().parseHex(hex)))));
        return submissions.find(tx, ids);
    }

    /** The files of the events shown, as far as a bundle holds them; a verifier says how many are left out. */
    private Map<Digest, byte[]> evidence(Tx tx, Collection<UUID> consentIds, List<Map<String, String>> shown) {
        var named = shown.stream().map(f -> f.get("evidence")).collect(Collectors.toSet());
        var enclosed = new ArrayList<Exhibit>();
        int bytes = 0;
        for (var exhibit : exhibits.of(tx, consentIds)) {
            if (!named.contains(exhibit.id().toString()) || bytes + exhibit.bytes() > EVIDENCE_BYTES_MAX) continue;
            bytes += exhibit.bytes();
            enclosed.add(exhibit);
        }
        var contents = exhibits.contents(tx, enclosed);
        var files = new HashMap<Digest, byte[]>();
        for (var exhibit : enclosed) {
            var content = contents.get(exhibit.id());
            if (content != null) files.put(exhibit.digest(), content);
        }
        return files;
    }

    private static Set<UUID> parties(List<Map<String, String>> events) {
        var ids = new HashSet<UUID>();
        for (var fields : events) {
            for (var field : List.of("seller", "buyer_id", "buyer", "party")) {
                var id = fields.get(field);
                if (id != null) ids.add(UUID.fromString(id));
            }
        }
        return ids;
    }
}
