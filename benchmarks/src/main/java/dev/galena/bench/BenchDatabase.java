package dev.galena.bench;

import dev.galena.db.Database;
import dev.galena.db.DatabaseConfig;
import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Migrations;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fresh PostgreSQL with the product's schemas and usual settings, fsync on; the one of DATABASE_URL instead if it is set. */
final class BenchDatabase implements AutoCloseable {

    private final @Nullable Path directory;
    private final @Nullable EmbeddedPostgres server;
    private final DatabaseConfig owner;
    private final DatabaseConfig app;
    private final Vertx vertx = Vertx.vertx();
    private final Database database;

    BenchDatabase() throws IOException {
        String url = System.getenv("DATABASE_URL");
        directory = url == null ? Files.createTempDirectory("galena-bench") : null;
        server = directory == null ? null : EmbeddedPostgres.start(directory);
        owner = server == null ? DatabaseConfig.parse(url) : server.owner();
        app = Migrations.migrate(owner, Migrations.SCHEMAS);
        database = Database.open(vertx, app.withPoolSize(16));
    }

    Vertx vertx() {
        return vertx;
    }

    Database database() {
        return database;
    }

    DatabaseConfig app() {
        return app;
    }

    DatabaseConfig owner() {
        return owner;
    }

    /** For the server's environment. */
    String url() {
        return url(owner);
    }

    String appUrl() {
        return url(app);
    }

    private static String url(DatabaseConfig config) {
        return "postgres://" + config.user() + ":" + config.password() + "@" + config.host() + ":" + config.port() + "/"
                + config.database();
    }

    void execute(String sql) {
        try (Connection connection = Migrations.connect(owner);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session that has done this and keeps what it got until it is closed, such as a lock. */
    Connection hold(String sql) throws SQLException {
        Connection connection = Migrations.connect(owner);
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return connection;
        }
    }

    /** The process of one connection. */
    long backend() {
        return database.inTx(tx -> tx.rows("select pg_backend_pid()").getFirst().getInteger(0));
    }

    String version() {
        return database.read(tx -> tx.rows("show server_version").getFirst().getString(0));
    }

    @Override
    public void close() throws IOException {
        database.close();
        vertx.close().await();
        if (server == null || directory == null) return;
        server.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
