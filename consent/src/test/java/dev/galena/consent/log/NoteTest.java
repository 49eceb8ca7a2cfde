package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.consent.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoteTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_679_315_147);
    private static final String TEXT =
            new Checkpoint("log.example.com/1", 2, Digest.sha256("x".getBytes(UTF_8))).text();

    private final NoteSigner log = NoteSigner.generate("log.example.com/1");
    private final NoteSigner witness = NoteSigner.generateWitness("witness.example.com/w");

    /** The note of the specification, by the key of its author's own example. */
    @Test
    void aNoteThatGoSigned() {
        var key = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note = Note.parse("""
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """);
        assertThat(note.signedBy(key)).isTrue();
        assertThat(new Note(note.text().replace("your", "my"), note.signatures()).signedBy(key))
                .isFalse();
    }

    @Test
    void keysComeBackFromTheirText() {
        assertThat(NoteKey.parse(log.key().text())).isEqualTo(log.key());
        assertThat(NoteSigner.parse(log.secretText()).key()).isEqualTo(log.key());
        assertThat(NoteSigner.parse(witness.secretText()).key()).isEqualTo(witness.key());
        assertThat(log.toString()).doesNotContain(log.secretText().strip().substring(40));
        var other = log.key().text().replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+");
        assertThatThrownBy(() -> NoteKey.parse(other)).isInstanceOf(IllegalArgumentException.class);
        for (var bad : List.of(
                "", "a", "a+b", "a b+00000000+AQ==", "+00000000+AQ==", log.key().text() + "=")) {
            assertThatThrownBy(() -> NoteKey.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNoteIsSignedByItsKeysOnly() {
        var note = new Note(TEXT, List.of(log.sign(TEXT), witness.cosign(TEXT, NOW)));
        assertThat(Note.parse(note.toString())).isEqualTo(note);
        assertThat(note.signedBy(log.key())).isTrue();
        assertThat(note.signedBy(witness.key())).isTrue();
        assertThat(note.signedBy(NoteSigner.generate("log.example.com/1").key()))
                .isFalse();
        assertThat(note.signedBy(
                        NoteSigner.generateWitness("witness.example.com/w").key()))
                .isFalse();
        // A right signature beside a wrong one of the same key is no reason to trust either.
        var forged =
                new Note.Signature(log.key().name(), log.sign("another text\n").value());
        assertThat(note.with(forged).signedBy(log.key())).isFalse();
    }

    @Test
    void aCosignatureHoldsForItsTimeOnly() {
        var signature = witness.cosign(TEXT, NOW);
        var read = Cosignature.of(signature).orElseThrow();
        assertThat(read.at()).isEqualTo(NOW);
        assertThat(read.verifies(witness.key(), TEXT)).isTrue();
        assertThat(new Cosignature(read.second() + 1, read.signed()).verifies(witness.key(), TEXT))
                .isFalse();
        assertThat(new String(Cosignature.message(TEXT, NOW.getEpochSecond()), UTF_8))
                .startsWith("cosignature/v1\ntime 1679315147\nlog.example.com/1\n2\n");
    }

    @Test
    void everyBitOfANoteCounts() {
        var text = new Note(TEXT, List.of(log.sign(TEXT))).toString();
        byte[] bytes = text.getBytes(UTF_8);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(accepted(new String(changed, UTF_8))).as("bit " + bit).isFalse();
        }
        assertThat(accepted(text)).isTrue();
    }

    private boolean accepted(String text) {
        try {
            var note = Note.parse(text);
            Checkpoint.parse(note.text());
            return note.signedBy(log.key());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void checkpointsAreWrittenOneWay() {
        assertThat(Checkpoint.parse(TEXT).text()).isEqualTo(TEXT);
        for (var bad : List.of(
                "",
                "a\n1\n",
                TEXT + "extension\n",
                TEXT.replace("\n2\n", "\n02\n"),
                TEXT.replace("\n2\n", "\n-2\n"),
                TEXT.replace("\n2\n", "\n+2\n"),
                TEXT.replace("=\n", "\n"),
                TEXT.replace("=\n", "=\n\n"))) {
            assertThatThrownBy(() -> Checkpoint.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aProofInOneFile() {
        var leaves = IntStream.range(0, 5)
                .mapToObj(i -> ("leaf " + i).getBytes(UTF_8))
                .toList();
        var tree = GrowingTree.empty();
        leaves.forEach(leaf -> tree.append(Rfc6962.leaf(leaf), (t, b) -> {}));
        var head = new Checkpoint("log.example.com/1", 5, tree.frontier().root()).text();
        var note = new Note(head, List.of(log.sign(head)));
        var nodes = new TileNodes(Map.of(new Tile(0, 0), tree.edge().get(0)));
        for (int i = 0; i < 5; i++) {
            var proof = new TlogProof(i, new Proofs(nodes).inclusion(i, 5), note);
            assertThat(proof.proves(leaves.get(i), log.key())).isTrue();
            assertThat(proof.proves(leaves.get((i + 1) % 5), log.key())).isFalse();
            assertThat(proof.proves(
                            leaves.get(i),
                            NoteSigner.generate("log.example.com/1").key()))
                    .isFalse();
            assertThat(TlogProof.parse(proof.toString())).isEqualTo(proof);
        }
        var bad = new TlogProof(0, List.of(), note).toString();
        assertThat(TlogProof.parse(bad).proves(leaves.get(0), log.key())).isFalse();
        var random = new Random(1);
        byte[] text = new TlogProof(3, new Proofs(nodes).inclusion(3, 5), note)
                .toString()
                .getBytes(UTF_8);
        for (int i = 0; i < 500; i++) {
            byte[] changed = text.clone();
            int bit = random.nextInt(text.length * 8);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(proves(new String(changed, UTF_8), leaves.get(3)))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    private boolean proves(String text, byte[] leaf) {
        try {
            return TlogProof.parse(text).proves(leaf, log.key());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void policies() {
        var second = NoteSigner.generateWitness("witness.example.com/2");
        var third = NoteSigner.generateWitness("witness.example.com/3");
        var policy = Policy.parse("""
                # whom we trust
                log %s https://log.example.com/

                witness one %s https://one.example.com/
                witness two %s
                witness three %s
                group some 2 one two three
                quorum some
                """.formatted(log.key(), witness.key(), second.key(), third.key()));
        var note = new Note(TEXT, List.of(log.sign(TEXT), witness.cosign(TEXT, NOW)));
        assertThat(policy.log(note)).contains(log.key());
        assertThat(policy.witnessed(note)).isFalse();
        assertThat(policy.witnessed(note.with(witness.cosign(TEXT, NOW.plusSeconds(9)))))
                .isFalse();
        assertThat(policy.witnessed(note.with(third.cosign(TEXT, NOW)))).isTrue();
        assertThat(Policy.parse("log " + log.key() + "\nquorum none\n").witnessed(note))
                .isTrue();
        for (var bad : List.of(
                "",
                "log x\nquorum none\n",
                "quorum one\n",
                "quorum none\nquorum none\n",
                "log " + witness.key() + "\nquorum none\n",
                "witness none " + witness.key() + "\nquorum none\n",
                "group g 1\nquorum g\n",
                "witness w %1$s\nwitness v %1$s\nquorum w\n".formatted(witness.key()),
                "witness w %s\ngroup g 2 w\nquorum g\n".formatted(witness.key()),
                "witness w %s\ngroup g all w\ngroup h all w\nquorum g\n".formatted(witness.key()),
                "frob\nquorum none\n")) {
            assertThatThrownBy(() -> Policy.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
