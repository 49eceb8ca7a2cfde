package dev.galena.consent.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galena.consent.SecretFile;
import dev.galena.consent.log.LogState.Part;
import dev.galena.db.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

    private LogWorld world;
    private Sequence sequence;

    @BeforeEach
    void open() {
        world = new LogWorld();
        sequence = world.process("a");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @Test
    void eventsEnterTheLogInTheirOrderAndAreSigned() throws IOException {
        assertThat(sequence.run()).isFalse();
        assertThat(world.checkpoint()).isEqualTo(new Checkpoint(LogWorld.ORIGIN, 0, Rfc6962.EMPTY));
        int size = 0;
        for (int events : new int[] {1, 254, 1, 1, 4096, 300}) {
            world.add(events);
            size += events;
            assertThat(sequence.run()).isEqualTo(events == Integrating.BATCH_MAX);
            assertThat(world.checkpoint()).isEqualTo(new Checkpoint(LogWorld.ORIGIN, size, world.root(size)));
        }
        var name = world.database.read(new LogNames()::find).orElseThrow();
        assertThat(world.database.read(new Checkpoints()::find).orElseThrow().signedBy(name.key()))
                .isTrue();
        assertThat(sequence.state().part()).isEqualTo(Part.SEQUENCING);
        assertThat(sequence.state().size()).isEqualTo(size);
        var key = world.folder.resolve("log.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        world.database.read(tx -> {
            var tree = new StoredTree(new Tiles());
            var head = world.checkpoint();
            for (int i = 0; i < 4_653; i += 311) {
                int index = i;
                var leaf = new Leaves().read(tx, index, index + 1).getFirst().entry();
                var path = tree.ask(tx, p -> p.inclusion(index, head.size()));
                assertThat(Check.inclusion(leaf.hash(), index, head.size(), path, head.root()))
                        .isTrue();
            }
            assertThat(new Leaves().waiting(tx)).isFalse();
            return tx;
        });
    }

    @Test
    void theApplicationCannotChangeWhatWasLogged() {
        world.add(300);
        sequence.run();
        for (var sql : new String[] {
            "update consent.log_leaf set leaf = leaf",
            "delete from consent.log_leaf",
            "update consent.log_tile set idx = idx",
            "delete from consent.log_tile",
            "update consent.log_name set key = key",
            "truncate consent.log_leaf"
        }) {
            assertThatThrownBy(() -> world.database.inTx(tx -> tx.run(sql)))
                    .as(sql)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aNewProcessGoesOnWhereTheLastWas() {
        world.add(700);
        sequence.run();
        world.add(5);
        var next = world.process("a");
        next.run();
        assertThat(next.state().part()).isEqualTo(Part.FOLLOWING);
        world.silent();
        next.run();
        assertThat(next.state().part()).isEqualTo(Part.SEQUENCING);
        assertThat(next.state().epoch()).isEqualTo(2);
        assertThat(world.checkpoint()).isEqualTo(new Checkpoint(LogWorld.ORIGIN, 705, world.root(705)));
    }

    @Test
    void oneSequencesAndTheOtherRemembers() {
        var other = world.process("b");
        world.add(10);
        sequence.run();
        other.run();
        assertThat(other.state().part()).isEqualTo(Part.FOLLOWING);
        assertThat(other.state().size()).isEqualTo(10);
        for (int i = 0; i < 20; i++) {
            world.add(40);
            if (i % 5 == 4) world.silent(); // whoever comes next takes it
            (i % 2 == 0 ? other : sequence).run();
            (i % 2 == 0 ? sequence : other).run();
            assertThat(world.checkpoint().root())
                    .isEqualTo(world.root((int) world.checkpoint().size()));
        }
        assertThat(world.checkpoint().size()).isEqualTo(810);
        assertThat(sequence.state().epoch()).isGreaterThan(2);
    }

    @Test
    void whoSleptOverItsEpochPublishesNothing() {
        world.add(10);
        sequence.run();
        var other = world.process("b");
        other.run();
        world.silent();
        world.add(10);
        other.run();
        assertThat(other.state().part()).isEqualTo(Part.SEQUENCING);
        boolean held =
                world.database.inTx(tx -> new Trees().hold(tx, Id.next())).isPresent();
        assertThat(held).isFalse();
        world.add(5);
        var late = new Checkpoint(LogWorld.ORIGIN, 25, world.root(25));
        var note = world.database.read(new Checkpoints()::find).orElseThrow();
        boolean published = world.database.inTx(tx -> new Checkpoints()
                .publish(
                        tx,
                        late,
                        new Note(late.text(), note.signatures()),
                        sequence.state().epoch()));
        assertThat(published).isFalse();
        assertThat(world.checkpoint().size()).isEqualTo(20);
    }

    @Test
    void anOldBackupIsNotSigned() throws IOException {
        world.add(300);
        sequence.run();
        // The database as it was at 200, while the file outside remembers 300.
        world.edit("delete from consent.log_leaf where idx >= 200");
        world.edit("truncate consent.log_tile, consent.log_edge, consent.log_tree, consent.log_checkpoint");
        rebuild(200);
        world.add(50);
        for (var process : new Sequence[] {sequence, world.process("a")}) {
            process.run();
            assertThat(process.state().part()).isEqualTo(Part.REFUSING);
            assertThat(process.state().trouble()).contains("200 events where 300 were signed");
        }
        // Also when it has grown past that size with other events.
        world.edit(
                "truncate consent.log_leaf, consent.log_tile, consent.log_edge, consent.log_tree, consent.log_checkpoint");
        rebuild(0);
        var forger = new Sequence(
                world.database,
                new LogFiles(world.folder.resolve("log.key"), world.folder.resolve("none"), LogWorld.ORIGIN),
                () -> LogWorld.NOW,
                Id.next());
        world.add(400);
        world.edit("delete from consent.log_checkpoint");
        forger.run();
        assertThat(forger.state().part()).isEqualTo(Part.SEQUENCING);
        world.silent();
        var restarted = world.process("a");
        restarted.run();
        assertThat(restarted.state().trouble()).contains("does not continue");
        // And a process that lost its memory signs nothing either.
        Files.delete(world.folder.resolve("a.checkpoint"));
        world.silent();
        var forgetful = world.process("a");
        forgetful.run();
        assertThat(forgetful.state().trouble()).contains("is missing");
    }

    /** The tables as they were at this size. */
    private void rebuild(int size) {
        var tree = GrowingTree.empty();
        world.database.inTx(tx -> {
            for (var leaf : new Leaves().read(tx, 0, size))
                tree.append(leaf.entry().hash(), (t, b) -> {});
            new Tiles().replaceEdge(tx, tree.edge(), 0);
            return tx.run(
                    "insert into consent.log_tree (size, root, epoch, holder, beat_at) values ($1, $2, 7, $3, '2020-01-01Z')",
                    (long) size,
                    tree.frontier().root().bytes(),
                    Id.next());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update consent.log_leaf set leaf = leaf || '!'::bytea where idx = 650",
                "delete from consent.log_leaf where idx = 650",
                "update consent.log_edge set hashes = set_byte(hashes, 5, (get_byte(hashes, 5) + 1) % 256) where level = 0",
                "update consent.log_edge set hashes = set_byte(hashes, 5, (get_byte(hashes, 5) + 1) % 256) where level = 1",
                "update consent.log_tree set root = set_byte(root, 5, (get_byte(root, 5) + 1) % 256)",
                "delete from consent.log_edge where level = 0",
                "update consent.log_checkpoint set note = replace(note, '600', '601')"
            })
    void whatWasChangedBeforeItIsSignedIsNotSigned(String edit) {
        world.add(600);
        sequence.run();
        world.add(100);
        var thief = new Integrating(new Leaves(), new Tiles(), new Trees());
        // Integrated, but the process ended before it signed.
        world.silent();
        var dead = Id.next();
        world.database.inTx(tx -> {
            var held = new Trees().hold(tx, dead).orElseThrow();
            return thief.integrate(tx, dead, held.epoch());
        });
        world.edit(edit);
        world.silent();
        var next = world.process("a");
        next.run();
        assertThat(next.state().part()).as(edit + next.state()).isEqualTo(Part.REFUSING);
        assertThat(world.database
                        .read(tx -> tx.rows("select size from consent.log_checkpoint"))
                        .getFirst()
                        .getLong(0))
                .isEqualTo(600);
    }

    @Test
    void aCrashBetweenFileAndTableIsGoneOnFrom() throws IOException {
        world.add(100);
        sequence.run();
        var note = world.database.read(new Checkpoints()::find).orElseThrow();
        world.add(100);
        sequence.run();
        world.edit("update consent.log_checkpoint set size = 100, note = '" + note + "'");
        world.silent();
        var next = world.process("a");
        next.run();
        assertThat(next.state().trouble()).isNull();
        assertThat(world.checkpoint().size()).isEqualTo(200);
    }

    @Test
    void filesThatAreNotRight() throws IOException {
        world.add(10);
        sequence.run();
        Path key = world.folder.resolve("log.key");
        var kept = Files.readString(key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refusal()).contains("chmod 600");
        Files.delete(key);
        var follower = world.process("c");
        follower.run();
        assertThat(follower.state().part()).isEqualTo(Part.FOLLOWING);
        new SecretFile(key).replace(NoteSigner.generate(LogWorld.ORIGIN).secretText());
        assertThat(refusal()).contains("another log");
        new SecretFile(key).replace("nothing");
        assertThat(refusal()).contains("no secret key").doesNotContain("nothing");
        new SecretFile(key).replace(kept);
        Files.copy(key, world.folder.resolve("a.checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(refusal()).contains("holds no checkpoint");
    }

    private String refusal() {
        world.silent();
        var process = world.process("a");
        process.run();
        assertThat(process.state().part()).isEqualTo(Part.REFUSING);
        return process.state().trouble();
    }

    /** Recomputed from scratch after each of many batches of any size. */
    @Test
    void anySequenceOfBatches() {
        var random = new Random(7);
        int size = 0;
        for (int i = 0; i < 25; i++) {
            int more = random.nextInt(600);
            if (more > 0) world.add(more);
            size += more;
            if (random.nextInt(6) == 0) {
                world.silent();
                sequence = world.process("a");
            }
            sequence.run();
            assertThat(world.checkpoint().root()).isEqualTo(world.root(size));
        }
    }
}
