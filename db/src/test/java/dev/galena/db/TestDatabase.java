package dev.galena.db;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A migrated database for one test class, copied from a template in about 50 ms.
 *
 * <p>The code under test gets {@link #database()}, logged in as the application role; what a test must look at or
 * arrange behind its back goes through {@link #ownerConnection()}.
 */
public final class TestDatabase implements AutoCloseable {
    static final String PREFIX = "galena_test_";

    /** By the schemas in it. */
    private static final int DROPS_MAX = 40;

    private static final long PAUSE_NANOS = 250_000_000;
    private static final Map<List<String>, Template> TEMPLATES = new HashMap<>();

    private record Template(String name, DatabaseConfig app) {}

    private final DatabaseConfig owner;
    private final DatabaseConfig app;
    private final Database database;

    private TestDatabase(DatabaseConfig owner, DatabaseConfig app, Database database) {
        this.owner = owner;
        this.app = app;
        this.database = database;
    }

    /** A new database with these schemas, e.g. {@code create(vertx, "consent")}; migrations come from the classpath. */
    public static TestDatabase create(Vertx vertx, String... schemas) {
        DatabaseConfig server = TestServer.get().owner();
        Template template = template(server, List.of(schemas));
        String name = newName();
        execute(server, "create database " + name + " template " + template.name);
        DatabaseConfig app = template.app.withDatabase(name);
        return new TestDatabase(server.withDatabase(name), app, Database.open(vertx, app));
    }

    /** As the code under test sees it. */
    public Database database() {
        return database;
    }

    /** How the application role logs in; for a second {@link Database} with other limits. */
    public DatabaseConfig app() {
        return app;
    }

    /** How the owner of the schemas logs in. */
    public DatabaseConfig owner() {
        return owner;
    }

    /** As the owner of the schemas; the caller closes it. */
    public Connection ownerConnection() {
        return connect(owner);
    }

    /** Drops the database with whatever is still connected to it. */
    @Override
    public void close() {
        database.close();
        String drop = "drop database " + owner.database() + " with (force)";
        for (int attempt = 1; ; attempt++) {
            try {
                execute(TestServer.get().owner(), drop);
                return;
            } catch (IllegalStateException e) {
                // An autovacuum worker is in there, whom the owner may not end; it is soon done.
                boolean worker = e.getCause() instanceof SQLException cause && "42501".equals(cause.getSQLState());
                if (!worker || attempt == DROPS_MAX) throw e;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static synchronized Template template(DatabaseConfig server, List<String> schemas) {
        return TEMPLATES.computeIfAbsent(schemas, _ -> {
            String name = newName();
            execute(server, "create database " + name);
            TestServer.get().dropAtExit(name);
            return new Template(name, Migrations.migrate(server.withDatabase(name), schemas));
        });
    }

    static String newName() {
        return PREFIX + UUID.randomUUID().toString().replace("-", "");
    }

    static void execute(DatabaseConfig config, String sql) {
        try (Connection connection = connect(config);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(DatabaseConfig config) {
        try {
            return Migrations.connect(config);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reach " + config, e);
        }
    }
}
