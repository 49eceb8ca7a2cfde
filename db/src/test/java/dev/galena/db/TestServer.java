package dev.galena.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The one PostgreSQL of this JVM: DATABASE_URL, else a container where Docker and the image are at hand, else embedded. */
final class TestServer {
    private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);
    private static final int DIRECTORIES_MAX = 16;

    /**
     * A test database need not survive a power cut: without fsync tests run three times as fast. Commits are otherwise
     * synchronous as in production. {@code -Dgalena.test.fsync=on} brings it back; tests of faults start their own server.
     */
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", System.getProperty("galena.test.fsync", "off"), "shared_buffers", "128MB");

    private static final class Holder {
        static final TestServer SERVER = find();
    }

    private final DatabaseConfig owner;
    private final ConcurrentLinkedQueue<String> dropAtExit = new ConcurrentLinkedQueue<>();

    private TestServer(DatabaseConfig owner, String kind, AutoCloseable stop) {
        this.owner = owner;
        String version = version(owner);
        LOG.info("tests run on PostgreSQL {} {}", version, kind);
        try {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target", "test-database.txt"), version + " " + kind + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop)));
    }

    static TestServer get() {
        return Holder.SERVER;
    }

    /** May create databases and roles. */
    DatabaseConfig owner() {
        return owner;
    }

    void dropAtExit(String database) {
        dropAtExit.add(database);
    }

    private static TestServer find() {
        String url = System.getenv("DATABASE_URL");
        if (url != null && !url.isBlank()) return new TestServer(DatabaseConfig.parse(url), "DATABASE_URL", () -> {});
        String image = Optional.ofNullable(System.getenv("GALENA_TEST_IMAGE")).orElse("postgres:18");
        Optional<String> obstacle = Docker.obstacleTo(image);
        LOG.info("Testcontainers: {}", obstacle.orElse("Docker has " + image));
        return obstacle.isPresent() ? embedded() : container(image);
    }

    private static TestServer container(String image) {
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withCommand("postgres", "-c", "fsync=" + SETTINGS.get("fsync"), "-c", "max_connections=200");
        container.start();
        var superuser = DatabaseConfig.of(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
        String password = TestDatabase.newName();
        try (var connection = Migrations.connect(superuser)) {
            OwnerRole.ensure(connection, password, "galena");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot set up the container", e);
        }
        var owner = superuser.withLogin(OwnerRole.NAME, password).withDatabase("galena");
        return new TestServer(owner, "Testcontainers " + image, container);
    }

    /** In target/, where the next run finds what a killed one left; a second JVM beside us takes the next directory. */
    private static TestServer embedded() {
        for (int i = 1; i <= DIRECTORIES_MAX; i++) {
            Path directory = Path.of("target", "test-postgres-" + i);
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start(directory, SETTINGS);
                dropLeftovers(server.owner());
                return new TestServer(server.owner(), "embedded", server);
            } catch (EmbeddedPostgres.InUse e) {
                LOG.info("{}", e.getMessage());
            }
        }
        throw new IllegalStateException("all directories of test servers are in use");
    }

    private static void dropLeftovers(DatabaseConfig owner) {
        List<String> names = new ArrayList<>();
        try (var connection = Migrations.connect(owner);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select datname from pg_database where datname ^@ '" + TestDatabase.PREFIX + "'")) {
            while (rows.next()) names.add(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        for (String name : names) TestDatabase.execute(owner, "drop database " + name + " with (force)");
    }

    private static String version(DatabaseConfig config) {
        try (var connection = Migrations.connect(config)) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reach " + config, e);
        }
    }

    private void end(AutoCloseable stop) {
        try {
            for (String name : dropAtExit) TestDatabase.execute(owner, "drop database " + name + " with (force)");
            stop.close();
        } catch (Exception e) {
            LOG.warn("cannot clean up after the tests", e);
        }
    }
}
