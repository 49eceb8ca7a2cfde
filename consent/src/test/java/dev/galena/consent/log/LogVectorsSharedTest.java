package dev.galena.consent.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.galena.consent.Digest;
import dev.galena.db.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Proofs and a log that others made: the cases of transparency-dev/merkle, and sixteen checkpoints of transparency-dev/tessera. */
class LogVectorsSharedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NoteKey TESSERA =
            NoteKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    @Test
    void everyCaseOfInclusion() throws IOException {
        int cases = 0;
        for (var file : files("vectors/merkle/inclusion")) {
            var c = JSON.readTree(Files.readString(file));
            boolean holds = hashes(c, "leafHash", "root")
                    && Check.inclusion(
                            hash(c, "leafHash"),
                            c.get("leafIdx").asLong(),
                            c.get("treeSize").asLong(),
                            path(c),
                            hash(c, "root"));
            assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
            cases++;
        }
        System.out.println("inclusion: " + cases + " cases of transparency-dev/merkle");
        assertThat(cases).isGreaterThan(50);
    }

    @Test
    void everyCaseOfConsistency() throws IOException {
        int cases = 0;
        for (var file : files("vectors/merkle/consistency")) {
            var c = JSON.readTree(Files.readString(file));
            boolean holds = hashes(c, "root1", "root2")
                    && Check.consistency(
                            c.get("size1").asLong(),
                            hash(c, "root1"),
                            c.get("size2").asLong(),
                            hash(c, "root2"),
                            path(c));
            assertThat(holds).as(file.toString()).isEqualTo(!c.get("wantErr").asBoolean());
            cases++;
        }
        System.out.println("consistency: " + cases + " cases of transparency-dev/merkle");
        assertThat(cases).isEqualTo(43);
    }

    @Test
    void sixteenCheckpointsFromTheirEntries() throws IOException {
        var log = Shared.file("vectors/tessera-log/testdata/log");
        var tree = GrowingTree.empty();
        var frontier = Frontier.empty();
        for (int size = 0; size <= 15; size++) {
            if (size > 0) {
                var entry = entries(log.resolve("tile/entries/000.p/" + size)).getLast();
                tree.append(Rfc6962.leaf(entry), (tile, hashes) -> {
                    throw new AssertionError("nothing is full at " + tile);
                });
                frontier.append(Rfc6962.leaf(entry));
                assertThat(tree.edge())
                        .containsExactlyInAnyOrderEntriesOf(
                                new TreeMap<>(Map.of(0, bytes(log.resolve("tile/0/000.p/" + size)))));
            }
            String text = Files.readString(log.resolve("checkpoint." + size));
            var note = Note.parse(text);
            assertThat(note.signedBy(TESSERA)).isTrue();
            assertThat(note).hasToString(text);
            assertThat(Checkpoint.parse(note.text()))
                    .isEqualTo(new Checkpoint("example.com/log/testdata", size, frontier.root()));
            assertThat(tree.frontier().root()).isEqualTo(frontier.root());
        }
    }

    private static List<byte[]> entries(Path bundle) {
        var bytes = ByteBuffer.wrap(bytes(bundle));
        var entries = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            byte[] entry = new byte[bytes.getShort() & 0xFFFF];
            bytes.get(entry);
            entries.add(entry);
        }
        return entries;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(Shared.file(folder))) {
            return all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What has not 32 bytes is no hash here: the case must be one that fails. */
    private static boolean hashes(JsonNode c, String... fields) {
        return Stream.of(fields).allMatch(f -> decoded(c.get(f)).length == 32)
                && path32(c).allMatch(h -> h.length == 32);
    }

    private static Stream<byte[]> path32(JsonNode c) {
        var hashes = new ArrayList<byte[]>();
        c.get("proof").forEach(h -> hashes.add(decoded(h)));
        return hashes.stream();
    }

    private static byte[] decoded(JsonNode text) {
        return Base64.getDecoder().decode(text.asText());
    }

    private static Digest hash(JsonNode c, String field) {
        return Digest.of(decoded(c.get(field)));
    }

    private static List<Digest> path(JsonNode c) {
        return path32(c).map(Digest::of).toList();
    }
}
