package dev.galena.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.log.ProofBundle;
import dev.galena.consent.log.ProofBundles;
import dev.galena.consent.log.ReadLog;
import dev.galena.consent.log.Sequence;
import dev.galena.db.Id;
import dev.galena.db.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles as the server makes them, checked by verify/ConsentVerify.java as an outsider would run it. {@code -Dgalena.flips=10000}
 * changes and checks that many instead of a few hundred.
 */
class VerifierTest {

    private static final int FLIPS = Integer.getInteger("galena.flips", 300);
    private static final UUID COLLEGE = Id.next();

    private static final RuleSets RULE_SETS = new RuleSets();

    @TempDir
    private static Path folder;

    private static ConsentWorld world;
    private static Sequence sequence;
    private static ProofBundles bundles;
    private static Verifier verifier;
    private static List<UUID> people;
    private static String policy;

    @BeforeAll
    static void open() throws Exception {
        world = new ConsentWorld();
        sequence = world.sequence(folder);
        bundles = world.bundles();
        verifier = Verifier.compile(folder);
        people = new ArrayList<>();
        for (int i = 0; i < 40; i++) people.addAll(world.granted(ConsentWorld.somebody(), ConsentWorld.somebody()));
        for (var id : people) sell(id, COLLEGE, "us-tcpa-pewc@1");
        sequence.run();
        policy = new ReadLog(world.database).policy().orElseThrow();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    /** Is withheld. */
    private static boolean nothing(UUID consent, Map<String, String> fields) {
        return false;
    }

    private static void sell(UUID consent, UUID buyer, String rules) {
        sell(consent, buyer, rules, "Northfield College");
    }

    private static void sell(UUID consent, UUID buyer, String rules, String name) {
        world.inTx(tx -> {
            var judgedBy = Objects.requireNonNull(
                    RULE_SETS.versions(tx, List.of(rules)).get(rules));
            RULE_SETS.publish(tx, List.of(judgedBy), ConsentWorld.NOW);
            return record(
                    tx,
                    Event.of(
                            consent,
                            "lead.sold",
                            Map.of(
                                    "lead_id",
                                    Id.next(),
                                    "sale_id",
                                    Id.next(),
                                    "buyer_id",
                                    buyer,
                                    "buyer_name",
                                    name,
                                    "exclusive",
                                    false,
                                    "rule_set",
                                    rules,
                                    "rules",
                                    judgedBy.digest())));
        });
    }

    private static void record(Event event) {
        world.inTx(tx -> record(tx, event));
    }

    private static Tx record(Tx tx, Event event) {
        var locked = world.consents.lock(tx, List.of(event.consentId()));
        world.consents.record(tx, List.of(event), locked, ConsentWorld.NOW);
        return tx;
    }

    private static ProofBundle bundle(Collection<UUID> consents, BiPredicate<UUID, Map<String, String>> withheld) {
        var reader = new ProofBundles.Reader(
                withheld, ids -> ids.contains(COLLEGE) ? Map.of(COLLEGE, "Northfield College") : Map.of());
        return world.inTx(tx -> bundles.make(tx, consents, reader)).orElseThrow();
    }

    @Test
    void anOutsiderChecksItWithOneFileOfSource() throws Exception {
        var zip = bundle(people.subList(0, 3), VerifierTest::nothing).zip();
        var clean = Verifier.run(folder, zip, policy);
        assertThat(clean.exit()).as(clean.text()).isZero();
        assertThat(clean.text().lines().filter(l -> l.startsWith("ok "))).hasSize(13);
        assertThat(clean.text()).contains("VALID", "by the key you trust");

        var unpinned = Verifier.run(folder, zip, null);
        assertThat(unpinned.exit()).isEqualTo(2);
        assertThat(unpinned.text()).contains("skipped  signed", "NOT FULLY CHECKED");

        zip[zip.length / 2] ^= 4;
        var changed = Verifier.run(folder, zip, policy);
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.text()).contains("failed", "NOT VALID");
        assertThat(Verifier.run(folder, new byte[10], policy).exit()).isEqualTo(1);
    }

    @Test
    void cleanOnesPass() {
        var random = new Random(3);
        for (int i = 0; i < FLIPS; i++) {
            var some = new HashSet<UUID>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) some.add(people.get(random.nextInt(people.size())));
            assertThat(verifier.verify(bundle(some, VerifierTest::nothing).zip(), policy))
                    .isEqualTo(0);
        }
    }

    @Test
    void everyBitOfTheArchiveCounts() {
        var random = new Random(4);
        byte[] zip = bundle(people.subList(0, 2), VerifierTest::nothing).zip();
        for (int i = 0; i < FLIPS; i++) {
            byte[] changed = zip.clone();
            int bit = flip(changed, random);
            assertThat(verifier.verify(changed, policy)).as("bit " + bit).isEqualTo(1);
        }
    }

    /** Whoever changes a file also writes its hash into the manifest anew: then only the log's own hashes tell. */
    @Test
    void aChangeThatTheManifestAgreesToIsFoundByWhatItChanges() {
        var random = new Random(5);
        var files = bundle(people.subList(0, 2), VerifierTest::nothing).files();
        var names = files.keySet().stream()
                .filter(n -> n.startsWith("events/")
                        || n.startsWith("openings/")
                        || n.startsWith("notices/")
                        || n.startsWith("rules/"))
                .toList();
        for (int i = 0; i < FLIPS; i++) {
            var forged = new TreeMap<>(files);
            var name = names.get(random.nextInt(names.size()));
            byte[] content = files.get(name).clone();
            int bit = flip(content, random);
            forged.put(name, content);
            String manifest = new String(files.get("manifest.json"), UTF_8)
                    .replace(listed(name, files.get(name)), listed(name, content));
            forged.put("manifest.json", manifest.getBytes(UTF_8));
            assertThat(verifier.verify(verifier.zip(forged), policy))
                    .as(name + " bit " + bit)
                    .isEqualTo(1);
            assertThat(verifier.said()).doesNotContain("failed   container");
        }
    }

    @Test
    void whatIsWithheldOrErasedIsNotCalledValid() throws IOException {
        var id = world.granted(ConsentWorld.somebody()).getFirst();
        var rival = Id.next();
        sell(id, rival, "us-tcpa-pewc@1");
        sell(id, COLLEGE, "us-tcpa-pewc@1");
        sequence.run();
        var zip = bundle(Set.of(id), (c, fields) -> rival.toString().equals(fields.get("buyer_id")))
                .zip();
        assertThat(new String(zip, UTF_8)).doesNotContain(rival.toString());
        assertThat(verifier.verify(zip, policy)).isEqualTo(2);
        assertThat(verifier.said()).contains("skipped  chain", "of 1 only the hash was given", "ok       included");

        var person = world.consent(id).subjectId();
        world.inTx(tx -> tx.run("delete from consent.subject where id = $1", person));
        assertThat(verifier.verify(bundle(Set.of(id), VerifierTest::nothing).zip(), policy))
                .isEqualTo(2);
        assertThat(verifier.said()).contains("not opened: ", "email", "ok       chain", "ok       notice");
    }

    @Test
    void aSaleThatTheWordsDoNotCoverIsToldAsSuch() {
        var id = world.granted(ConsentWorld.somebody()).getFirst();
        record(Event.of(id, "consent.revoked", Map.of("channel", "phone")));
        sell(id, COLLEGE, "us-tcpa-pewc@1");
        sequence.run();
        assertThat(verifier.verify(bundle(Set.of(id), VerifierTest::nothing).zip(), policy))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("failed   verdict", "withdrawn");
        var other = world.inTx(tx -> {
            var identity = ConsentWorld.somebody();
            var person = world.subjects
                    .resolve(tx, List.of(identity), ConsentWorld.NOW)
                    .getFirst();
            return world.consents
                    .grant(
                            tx,
                            List.of(world.grant(person, identity, ConsentWorld.GRANTED, "Somebody else may call.")),
                            ConsentWorld.NOW)
                    .getFirst();
        });
        sell(other, COLLEGE, "us-dnc@1");
        sequence.run();
        assertThat(verifier.verify(bundle(Set.of(other), VerifierTest::nothing).zip(), policy))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("the words do not name the buyer");
    }

    @Test
    void theBuyerIsJudgedByTheNameThatWasLogged() {
        var id = world.granted(ConsentWorld.somebody()).getFirst();
        sell(id, COLLEGE, "us-tcpa-pewc@1", "Elsewhere University");
        sequence.run();
        assertThat(verifier.verify(bundle(Set.of(id), VerifierTest::nothing).zip(), policy))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("failed   verdict", "Elsewhere University", "do not name the buyer");
    }

    /** Whoever waters the rules down writes all that hangs on them anew, but cannot change what was logged. */
    @Test
    void otherRulesThanWereLoggedAreFound() {
        var id = world.granted(ConsentWorld.somebody()).getFirst();
        sell(id, COLLEGE, "us-dnc@1");
        sequence.run();
        var files = bundle(Set.of(id), VerifierTest::nothing).files();
        var name = "rules/us-dnc@1.json";
        byte[] strict = Objects.requireNonNull(files.get(name));
        byte[] lax = new String(strict, UTF_8)
                .replace("\"buyer_named\":true", "\"buyer_named\":false")
                .getBytes(UTF_8);
        var forged = new TreeMap<>(files);
        forged.put(name, lax);
        String manifest =
                new String(files.get("manifest.json"), UTF_8).replace(listed(name, strict), listed(name, lax));
        forged.put("manifest.json", manifest.getBytes(UTF_8));
        assertThat(verifier.verify(verifier.zip(forged), policy)).isEqualTo(1);
        assertThat(verifier.said()).contains("ok       container", "failed   rules");
    }

    @Test
    void aConfirmationIsItsSignersAndAboutThisConsent() {
        var id = world.granted(ConsentWorld.somebody()).getFirst();
        record(Event.of(id, "revocation.acked", ExampleBundles.confirmation(id, ConsentWorld.NOW)));
        sequence.run();
        assertThat(verifier.verify(bundle(Set.of(id), VerifierTest::nothing).zip(), policy))
                .isEqualTo(0);
        assertThat(verifier.said()).contains("ok       confirmed  1 signed");

        var ofAnother = world.granted(ConsentWorld.somebody()).getFirst();
        record(Event.of(ofAnother, "revocation.acked", ExampleBundles.confirmation(id, ConsentWorld.NOW)));
        var forged = world.granted(ConsentWorld.somebody()).getFirst();
        var fields = new HashMap<>(ExampleBundles.confirmation(forged, ConsentWorld.NOW));
        fields.computeIfPresent(
                "statement", (n, statement) -> statement.toString().replace("stopped", "started"));
        record(Event.of(forged, "revocation.acked", fields));
        sequence.run();
        assertThat(verifier.verify(
                        bundle(Set.of(ofAnother), VerifierTest::nothing).zip(), policy))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("failed   confirmed  a confirmation of something else");
        assertThat(verifier.verify(bundle(Set.of(forged), VerifierTest::nothing).zip(), policy))
                .isEqualTo(1);
        assertThat(verifier.said()).contains("failed   confirmed  a confirmation with a forged signature");
    }

    @Test
    void anotherKeyOrQuorumIsNotTrusted() {
        byte[] zip = bundle(people.subList(0, 1), VerifierTest::nothing).zip();
        String key = "consent.example.com/1+ac6398a8+AU6RubH/0pF4NHaRVqmJIhHeYLerZvcv84RR2/kN6tBE";
        assertThat(verifier.verify(zip, "log " + key + "\nquorum none\n")).isEqualTo(1);
        assertThat(verifier.said()).contains("failed   signed");
        String witnessed = policy.replace("quorum none", "witness w " + key + "\nquorum w");
        assertThat(verifier.verify(zip, witnessed)).isEqualTo(1);
        assertThat(verifier.said()).contains("failed   witnessed");
        assertThat(verifier.verify(zip, "")).isEqualTo(1);
        assertThat(verifier.verify(zip, policy.replace("quorum none\n", ""))).isEqualTo(1);
    }

    private static String listed(String name, byte[] content) {
        return "\"" + name + "\":\"" + Digest.sha256(content).hex() + "\"";
    }

    private static int flip(byte[] bytes, Random random) {
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return bit;
    }
}
