package dev.galena.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the schemas up to date and the rights of the application role with them. May run in several processes at once:
 * Flyway and the grants take turns by locks of the database.
 */
public final class Migrations {
    /** In the order in which they are migrated; db comes first. */
    public static final List<String> SCHEMAS = List.of("consent", "billing", "market");

    static final String OWN = "db";

    private Migrations() {}

    /** {@link #migrate(DatabaseConfig, AppRole, List)} with the role whose password follows from the owner's. */
    public static DatabaseConfig migrate(DatabaseConfig owner, List<String> schemas) {
        return migrate(owner, AppRole.of(owner), schemas);
    }

    /**
     * Migrates each schema from {@code db/migration/<schema>} on the classpath, with a history table of its own.
     *
     * @return how the program is to log in
     * @throws IllegalStateException when the application role does not exist and the owner may not create it
     */
    public static DatabaseConfig migrate(DatabaseConfig owner, AppRole role, List<String> schemas) {
        migrateSchema(owner, OWN, "classpath:db/migration/" + OWN);
        for (String schema : schemas) migrateSchema(owner, schema, "classpath:db/migration/" + schema);
        DatabaseConfig app = owner.withLogin(role.name(), role.password());
        try (Connection connection = connect(owner)) {
            Grants.ensureRole(connection, role, app);
            Grants.grant(connection, role.name(), OWN);
            for (String schema : schemas) Grants.grant(connection, role.name(), schema);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot grant rights to " + role.name() + ": " + e.getMessage(), e);
        }
        return app;
    }

    /** Migrates one schema from a directory, without rights; for the generator, which reads the tables only. */
    public static void migrateFrom(DatabaseConfig owner, String schema, Path directory) {
        migrateSchema(owner, schema, "filesystem:" + directory);
    }

    /** A plain JDBC connection, for administration and COPY. */
    public static Connection connect(DatabaseConfig config) throws SQLException {
        return dataSource(config).getConnection();
    }

    private static void migrateSchema(DatabaseConfig owner, String schema, String location) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource(owner))
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations(location)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }

    /** Not DriverManager: it does not see the driver from every class loader of a build. */
    private static DataSource dataSource(DatabaseConfig config) {
        var source = new PGSimpleDataSource();
        source.setUrl(config.jdbcUrl());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setApplicationName("galena");
        return source;
    }
}
