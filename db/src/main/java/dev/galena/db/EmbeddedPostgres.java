package dev.galena.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in a directory: durable as any other, reachable from this machine only, by password.
 *
 * <p>One process a directory: a second is refused. A server left running by a process that was killed is stopped first.
 * The first start takes about three seconds, later ones a fifth of one.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_MAX = Duration.ofMinutes(10); // replaying the log after a crash may take long
    private static final Duration STOP_MAX = Duration.ofMinutes(1);
    private static final String DATABASE = "galena";

    /** Another process, or this one, already runs a server in the directory. */
    public static final class InUse extends IllegalStateException {
        InUse(Path directory) {
            super("PostgreSQL is already run in " + directory + " by another process");
        }
    }

    private final Path bin;
    private final Path cluster;
    private final Unprivileged unprivileged;
    private final FileChannel lock;
    private final ServerState state;
    private int port;

    private EmbeddedPostgres(Path dataDir, FileChannel lock) throws IOException {
        this.bin = PostgresBinaries.unpacked().resolve("bin");
        this.cluster = dataDir.resolve("cluster");
        this.unprivileged = Unprivileged.forCluster(cluster);
        this.lock = lock;
        this.state = ServerState.in(dataDir);
    }

    /** Starts with the usual settings; creates what is missing. */
    public static EmbeddedPostgres start(Path dataDir) {
        return start(dataDir, Map.of());
    }

    /**
     * Starts the server in {@code dataDir}.
     *
     * @param settings as in postgresql.conf; they win over ours
     * @throws InUse when another process has the directory
     */
    public static EmbeddedPostgres start(Path dataDir, Map<String, String> settings) {
        Path directory = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            FileChannel lock = lock(directory);
            try {
                var server = new EmbeddedPostgres(directory, lock);
                server.stopOrphan();
                server.initialise();
                server.launch(settings);
                server.bootstrap();
                return server;
            } catch (Throwable e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + directory, e);
        }
    }

    /** How the owner of the schemas logs in: for migrations, not for the running program. */
    public DatabaseConfig owner() {
        return DatabaseConfig.of("127.0.0.1", port, DATABASE, OwnerRole.NAME, state.ownerPassword());
    }

    public int port() {
        return port;
    }

    /** Such as {@code 18.6}. */
    public String version() {
        String line = unprivileged.run(STOP_MAX, List.of(bin.resolve("postgres").toString(), "--version"));
        return line.strip().substring(line.lastIndexOf(' ') + 1);
    }

    /** Stops the server: open transactions are rolled back, committed ones are on disk. */
    @Override
    public void close() {
        try (lock) {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) return file;
        } catch (OverlappingFileLockException e) {
            // held by this very process
        }
        file.close();
        throw new InUse(directory);
    }

    /** We hold the lock, so whatever still serves this directory belongs to a process that is gone. */
    private void stopOrphan() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        // The number may have gone to another program since; then PostgreSQL itself ignores the file.
        boolean ours = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(cluster.toString()))
                .isPresent();
        if (!ours) return;
        LOG.warn("stopping PostgreSQL {}, left behind in {}", pid, cluster);
        stop();
    }

    private void initialise() throws IOException {
        if (Files.isDirectory(cluster)) return;
        // Under another name first: a cluster half made is never taken for a whole one.
        Path fresh = cluster.resolveSibling("cluster.new");
        delete(fresh);
        Files.createDirectory(fresh);
        unprivileged.own(fresh);
        Path password = Files.createTempFile("galena", ".pw");
        try {
            Files.writeString(password, state.superuserPassword());
            unprivileged.own(password);
            unprivileged.run(
                    START_MAX,
                    List.of(
                            bin.resolve("initdb").toString(),
                            "-D",
                            fresh.toString(),
                            "-U",
                            "postgres",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums",
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + password));
        } finally {
            Files.delete(password);
        }
        Files.writeString(fresh.resolve("postgresql.conf"), "\ninclude 'galena.conf'\n", StandardOpenOption.APPEND);
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch(Map<String, String> settings) throws IOException {
        port = freePort(state.port());
        state.savePort(port);
        Path conf = cluster.resolve("galena.conf");
        Files.writeString(conf, PostgresSettings.text(port, settings));
        unprivileged.own(conf);
        pgCtl("start", START_MAX, "-l", cluster.resolve("start.log").toString());
    }

    /** The role and database of the program; repeated until it once came to its end. */
    private void bootstrap() throws IOException {
        if (state.bootstrapped()) return;
        var superuser = DatabaseConfig.of("127.0.0.1", port, "postgres", "postgres", state.superuserPassword());
        try (Connection connection = Migrations.connect(superuser)) {
            OwnerRole.ensure(connection, state.ownerPassword(), DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot set up PostgreSQL: " + e.getMessage(), e);
        }
        state.saveBootstrapped();
    }

    private void stop() {
        try {
            pgCtl("stop", STOP_MAX, "-m", "fast");
        } catch (IllegalStateException e) {
            LOG.warn("PostgreSQL does not stop: now by force", e);
            pgCtl("stop", STOP_MAX, "-m", "immediate");
        }
    }

    private void pgCtl(String action, Duration limit, String... options) {
        List<String> command = new ArrayList<>(
                List.of(bin.resolve("pg_ctl").toString(), action, "-D", cluster.toString(), "-w", "-s"));
        command.addAll(List.of("-t", Long.toString(limit.toSeconds())));
        command.addAll(List.of(options));
        unprivileged.run(limit.plusSeconds(5), command);
    }

    /** The port of the last time if nobody took it, so that tools find the server again. */
    private static int freePort(int preferred) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of the last server may still be in TIME_WAIT
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), preferred));
            return socket.getLocalPort();
        } catch (BindException e) {
            return freePort(0);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) return;
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
