package dev.galena.e2e;

import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A durable PostgreSQL that can be killed, copied and put back while the product uses it. */
final class Postgres implements AutoCloseable {
    private final Path folder;
    private EmbeddedPostgres server;

    Postgres(Path folder) {
        this.folder = folder;
        this.server = EmbeddedPostgres.start(folder);
    }

    String url() {
        var owner = server.owner();
        return "postgres://" + owner.user() + ":" + owner.password() + "@127.0.0.1:" + owner.port() + "/"
                + owner.database();
    }

    Connection connect() throws SQLException {
        return Migrations.connect(server.owner());
    }

    /** All its processes at once, as when the machine goes off, except that what the kernel was given is not lost. */
    void kill() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("cluster").resolve("postmaster.pid"))
                .getFirst()
                .strip());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        var all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
    }

    /** After {@link #kill}. */
    void restart() {
        int port = server.port();
        try {
            server.close();
        } catch (IllegalStateException gone) {
            // There is nothing to stop.
        }
        server = EmbeddedPostgres.start(folder);
        if (server.port() != port) throw new IllegalStateException("another program took the port " + port);
    }

    void stop() {
        server.close();
    }

    void start() {
        server = EmbeddedPostgres.start(folder);
    }

    /** Its files as they are now, while it is stopped. */
    void copyTo(Path backup) throws IOException, InterruptedException {
        copy(folder.resolve("cluster"), backup);
    }

    /** Puts a copy in the place of its files; returns where those are kept. */
    Path replaceBy(Path backup) throws IOException, InterruptedException {
        Path cluster = folder.resolve("cluster");
        Path kept = Files.move(cluster, folder.resolve("cluster.kept"));
        copy(backup, cluster);
        return kept;
    }

    void putBack(Path kept) throws IOException {
        Path cluster = folder.resolve("cluster");
        Files.move(cluster, folder.resolve("cluster.old"));
        Files.move(kept, cluster);
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        int status = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .start()
                .waitFor();
        if (status != 0) throw new IOException("cp: " + status);
    }

    @Override
    public void close() {
        server.close();
    }
}
