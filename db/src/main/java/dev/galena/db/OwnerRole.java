package dev.galena.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Makes, on a server of our own, the role that owns the schemas: no superuser, but it may create roles and databases. */
final class OwnerRole {
    static final String NAME = "galena_owner";

    private OwnerRole() {}

    static void ensure(Connection superuser, String password, String database) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            if (!exists(superuser, "select from pg_roles where rolname = ?", NAME))
                statement.execute("create role " + NAME + " login createdb createrole");
            superuser.unwrap(PGConnection.class).alterUserPassword(NAME, password.toCharArray(), "scram-sha-256");
            if (!exists(superuser, "select from pg_database where datname = ?", database))
                statement.execute("create database " + database + " owner " + NAME);
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var find = connection.prepareStatement(sql)) {
            find.setString(1, name);
            return find.executeQuery().next();
        }
    }
}
