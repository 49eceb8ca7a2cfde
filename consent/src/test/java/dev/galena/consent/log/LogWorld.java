package dev.galena.consent.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.Digest;
import dev.galena.db.Database;
import dev.galena.db.Id;
import dev.galena.db.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A database whose events are only numbers, and processes that sequence them. */
final class LogWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String ORIGIN = "consent.example.com/1";

    private final Vertx vertx = Vertx.vertx();
    final TestDatabase test = TestDatabase.create(vertx, "consent");
    final Database database = test.database();
    final Path folder = temporary();
    private final List<byte[]> entries = new ArrayList<>();

    /** A process with files of its own in this folder; the key is the same wherever one is. */
    Sequence process(String name) {
        return new Sequence(database, files(name), () -> NOW, Id.next());
    }

    LogFiles files(String name) {
        return new LogFiles(folder.resolve("log.key"), folder.resolve(name + ".checkpoint"), ORIGIN);
    }

    /** So many events wait from now on. */
    void add(int events) {
        var more = IntStream.range(entries.size(), entries.size() + events)
                .mapToObj(i -> ("{\"n\":" + i + "}").getBytes(UTF_8))
                .toList();
        entries.addAll(more);
        database.inTx(tx -> tx.run("""
                insert into consent.event_pending (type, at, leaf) select 'test', $1, leaf
                from unnest($2::bytea[]) leaf""", NOW, more));
    }

    /** The root over all events from scratch. */
    Digest root(int size) {
        var frontier = Frontier.empty();
        entries.subList(0, size).forEach(e -> frontier.append(Rfc6962.leaf(e)));
        return frontier.root();
    }

    Checkpoint checkpoint() {
        return Checkpoint.parse(
                database.read(new Checkpoints()::find).orElseThrow().text());
    }

    /** As the owner of the tables, or with their triggers off, whatever the application may. */
    void edit(String sql) {
        try (var owner = test.ownerConnection();
                var statement = owner.createStatement()) {
            statement.execute("alter table consent.log_leaf disable trigger all");
            statement.execute("alter table consent.log_tile disable trigger all");
            statement.execute("alter table consent.log_name disable trigger all");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The holder has been silent for so long. */
    void silent() {
        edit("update consent.log_tree set beat_at = clock_timestamp() - interval '4 seconds'");
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("galena-log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        test.close();
        vertx.close().await();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
