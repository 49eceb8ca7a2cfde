package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.consent.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What C2SP tlog-witness says of each answer. */
class WitnessTest {

    private static final String ORIGIN = "log.example.com/1";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path folder;

    private final NoteSigner log = NoteSigner.generate(ORIGIN);
    private final GrowingTree tree = GrowingTree.empty();
    private Witness witness;

    @BeforeEach
    void open() throws IOException {
        witness = opened();
        for (int i = 0; i < 200; i++) tree.append(Rfc6962.leaf(("leaf " + i).getBytes(UTF_8)), (t, b) -> {});
    }

    private Witness opened() throws IOException {
        String policy = "log " + log.key() + "\nquorum none\n";
        return Witness.open(folder.resolve("witness.key"), "witness.example.com/w", policy, folder, () -> NOW);
    }

    private Proofs proofs() {
        return new Proofs(new TileNodes(Map.of(new Tile(0, 0), tree.edge().get(0))));
    }

    private Checkpoint checkpoint(long size) {
        return new Checkpoint(ORIGIN, size, proofs().root(0, size));
    }

    private Note signed(Checkpoint checkpoint) {
        return new Note(checkpoint.text(), List.of(log.sign(checkpoint.text())));
    }

    private static String request(long old, List<Digest> path, Note note) {
        var request = new StringBuilder("old ").append(old).append('\n');
        path.forEach(hash -> request.append(Base64Text.of(hash.bytes())).append('\n'));
        return request.append('\n').append(note).toString();
    }

    private Witness.Reply ask(long old, long size) throws IOException {
        return witness.addCheckpoint(request(old, proofs().consistency(old, size), signed(checkpoint(size))));
    }

    @Test
    void itCosignsWhatContinuesAndRemembersIt() throws IOException {
        var first = ask(0, 7);
        assertThat(first.status()).isEqualTo(200);
        var note = signed(checkpoint(7)).with(Note.signatures(first.body()).getFirst());
        assertThat(note.signedBy(witness.key())).isTrue();
        assertThat(note.toString()).contains("witness.example.com/w");
        assertThat(ask(7, 7).status()).isEqualTo(200);
        assertThat(ask(7, 100).status()).isEqualTo(200);
        var stale = ask(7, 150);
        assertThat(stale).isEqualTo(new Witness.Reply(409, "text/x.tlog.size", "100\n"));
        witness = opened(); // started anew
        assertThat(ask(0, 150)).isEqualTo(stale);
        assertThat(ask(100, 150).status()).isEqualTo(200);
    }

    @Test
    void itRefusesAnotherHistory() throws IOException {
        assertThat(ask(0, 100).status()).isEqualTo(200);
        var forged = new Checkpoint(ORIGIN, 150, Digest.sha256(new byte[1]));
        assertThat(witness.addCheckpoint(request(100, proofs().consistency(100, 150), signed(forged)))
                        .status())
                .isEqualTo(422);
        var same = new Checkpoint(ORIGIN, 100, Digest.sha256(new byte[1]));
        assertThat(witness.addCheckpoint(request(100, List.of(), signed(same))).status())
                .isEqualTo(409);
        assertThat(witness.addCheckpoint(request(100, List.of(), signed(checkpoint(60))))
                        .status())
                .isEqualTo(400);
        assertThat(ask(60, 100).status()).isEqualTo(409);
        assertThat(ask(100, 101).status()).isEqualTo(200);
    }

    @Test
    void itKnowsItsLogsAndTheirKeys() throws IOException {
        var other = NoteSigner.generate(ORIGIN);
        var text = checkpoint(5).text();
        assertThat(witness.addCheckpoint(request(0, List.of(), new Note(text, List.of(other.sign(text)))))
                        .status())
                .isEqualTo(403);
        var strange = new Checkpoint("other.example.com", 5, checkpoint(5).root()).text();
        assertThat(witness.addCheckpoint(request(0, List.of(), new Note(strange, List.of(log.sign(strange)))))
                        .status())
                .isEqualTo(404);
        for (var bad : List.of(
                "",
                "old 0\n",
                "old x\n\n" + signed(checkpoint(5)),
                "old 00\n\n" + signed(checkpoint(5)),
                "old 0\nAAAA\n\n" + signed(checkpoint(5)),
                "0\n\n" + signed(checkpoint(5)))) {
            assertThat(witness.addCheckpoint(bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(ask(0, 5).status()).isEqualTo(200);
    }
}
