package dev.galena.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Rights of the application role, derived from the catalogue: what a migration says of a table is enough. */
final class Grants {
    /** All tables, partitions and views; a partition is as append-only as the table it belongs to. */
    private static final String TABLES = """
            select format('%I.%I', n.nspname, c.relname) as name,
                   c.relkind in ('v', 'm') as is_view,
                   c.relname = 'flyway_schema_history' as is_history,
                   exists (select from pg_partition_ancestors(c.oid) a(id)
                           where obj_description(a.id, 'pg_class') like 'append-only%')
                     or coalesce(obj_description(c.oid, 'pg_class') like 'append-only%', false) as is_append_only,
                   exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'append_only') as has_trigger
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm') order by c.relname""";

    private record Table(String name, boolean view, boolean history, boolean appendOnly, boolean trigger) {}

    private Grants() {}

    /** Creates the role, or gives it this password unless it has it already. Leaves a role that fits untouched. */
    static void ensureRole(Connection owner, AppRole role, DatabaseConfig app) throws SQLException {
        if (canLogIn(app)) return;
        try {
            boolean exists;
            try (var find = owner.prepareStatement("select from pg_roles where rolname = ?")) {
                find.setString(1, role.name());
                exists = find.executeQuery().next();
            }
            try (Statement statement = owner.createStatement()) {
                String attributes = " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
                if (!exists) statement.execute("create role " + role.name() + attributes);
                // Hashed here, so that no log of the server ever holds the password.
                owner.unwrap(PGConnection.class)
                        .alterUserPassword(role.name(), role.password().toCharArray(), "scram-sha-256");
            }
        } catch (SQLException e) {
            if (canLogIn(app)) return; // another process did the same at the same moment
            throw new IllegalStateException(
                    "The database role " + role.name() + " is missing or has another password, and "
                            + owner.getMetaData().getUserName()
                            + " may not change that. Let an administrator give it CREATEROLE, or create the role"
                            + " (create role " + role.name() + " login password '…') and configure its password.",
                    e);
        }
    }

    static void grant(Connection owner, String role, String schema) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            // One process at a time, or two would collide in the catalogue.
            statement.execute("select pg_advisory_xact_lock(hashtextextended('galena grants', 0))");
            statement.execute("grant usage on schema " + schema + " to " + role);
            statement.execute("grant usage on all sequences in schema " + schema + " to " + role);
            for (Table table : tables(owner, schema)) {
                statement.execute("revoke all on " + table.name + " from " + role + ", public");
                statement.execute("grant " + rights(table) + " on " + table.name + " to " + role);
                if (table.appendOnly && !table.trigger)
                    statement.execute("create trigger append_only before update or delete or truncate on " + table.name
                            + " for each statement execute function db.refuse_change()");
                if (!table.appendOnly && table.trigger) statement.execute("drop trigger append_only on " + table.name);
            }
            owner.commit();
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private static String rights(Table table) {
        if (table.view || table.history) return "select";
        return table.appendOnly ? "select, insert" : "select, insert, update, delete";
    }

    private static List<Table> tables(Connection owner, String schema) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (var find = owner.prepareStatement(TABLES)) {
            find.setString(1, schema);
            ResultSet row = find.executeQuery();
            while (row.next())
                tables.add(new Table(
                        row.getString("name"),
                        row.getBoolean("is_view"),
                        row.getBoolean("is_history"),
                        row.getBoolean("is_append_only"),
                        row.getBoolean("has_trigger")));
        }
        return tables;
    }

    private static boolean canLogIn(DatabaseConfig app) throws SQLException {
        try (Connection connection = Migrations.connect(app)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            // 28000, 28P01: no such role, or another password. The rest (network, too many connections) is a failure.
            if (e.getSQLState() != null && e.getSQLState().startsWith("28")) return false;
            throw e;
        }
    }
}
