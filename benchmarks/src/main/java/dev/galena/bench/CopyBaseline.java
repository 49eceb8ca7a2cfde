package dev.galena.bench;

import dev.galena.db.Migrations;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The finished rows of a batch once more, into copies of the same tables with the same columns, checks and indexes: by one COPY a
 * table, and lead by lead. Nothing is read, checked, looked up or sealed here.
 */
final class CopyBaseline {
    /** Tables that a lead has rows in, with what picks the rows of the leads {@code l}. */
    private static final String[][] TABLES = {
        {"consent.subject", "t.id = l.subject_id"},
        {"consent.subject_key", "t.subject_id = l.subject_id"},
        {"consent.consent", "t.id = l.consent_id"},
        {"consent.event_pending", "t.consent_id = l.consent_id"},
        {"market.lead", "t.id = l.id"},
        {"market.contact", "t.lead_id = l.id"},
        {"market.listing", "t.lead_id = l.id"}
    };

    private final BenchDatabase database;
    private final Path folder;

    CopyBaseline(BenchDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Leads a second of all COPYs together, of the leads of this batch. */
    double copy(String batch, boolean binary) throws SQLException, IOException {
        try (Connection connection = Migrations.connect(database.owner())) {
            emptyCopies(connection);
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            String format = binary ? " with (format binary)" : "";
            long leads = 0;
            for (String[] table : TABLES) {
                String rows = "select t.* from %s t join market.lead l on %s where l.batch_id = '%s' order by t.ctid"
                        .formatted(table[0], table[1], batch);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file(table[0])), 1 << 20)) {
                    long n = copies.copyOut("copy (" + rows + ") to stdout" + format, out);
                    if (table[0].equals("market.lead")) leads = n;
                }
            }
            long start = System.nanoTime();
            for (String[] table : TABLES) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file(table[0])), 1 << 20)) {
                    copies.copyIn("copy " + copy(table[0]) + " from stdin" + format, in, 1 << 16);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (String[] table : TABLES) Files.delete(file(table[0]));
            database.execute("drop schema bench_copy cascade");
            return leads / seconds;
        }
    }

    /** Leads a second when each is a transaction of its own with a prepared insert for each row. */
    double oneByOne(String batch, int count) throws SQLException {
        try (Connection connection = Migrations.connect(database.owner())) {
            emptyCopies(connection);
            List<List<String>> leads = finished(connection, batch, count);
            connection.setAutoCommit(false);
            List<java.sql.PreparedStatement> inserts = new ArrayList<>();
            for (String[] table : TABLES)
                inserts.add(connection.prepareStatement(
                        "insert into " + copy(table[0]) + " overriding system value select (?::" + table[0] + ").*"));
            long start = System.nanoTime();
            for (List<String> rows : leads) {
                for (int i = 0; i < inserts.size(); i++) {
                    for (String row : rows.get(i).split("\u0001", -1)) {
                        inserts.get(i).setString(1, row);
                        inserts.get(i).executeUpdate();
                    }
                }
                connection.commit();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            connection.setAutoCommit(true);
            database.execute("drop schema bench_copy cascade");
            return leads.size() / seconds;
        }
    }

    /** Of each lead its rows in each table, as text; tables are joined whole, for not all have an index on what joins them. */
    private static List<List<String>> finished(Connection connection, String batch, int count) throws SQLException {
        List<List<String>> leads = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temp table picked as select * from market.lead where batch_id = '%s' limit %d"
                    .formatted(batch, count));
            for (String[] table : TABLES) {
                String sql =
                        "select string_agg(t::text, E'\\x01') from picked l join %s t on %s group by l.id order by l.id"
                                .formatted(table[0], table[1]);
                try (ResultSet result = statement.executeQuery(sql)) {
                    for (int n = 0; result.next(); n++) {
                        if (leads.size() == n) leads.add(new ArrayList<>());
                        leads.get(n).add(result.getString(1));
                    }
                }
            }
            statement.execute("drop table picked");
        }
        return leads;
    }

    private static void emptyCopies(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_copy cascade");
            statement.execute("create schema bench_copy");
            for (String[] table : TABLES) {
                statement.execute("create table " + copy(table[0]) + " (like " + table[0] + " including all)");
                // LIKE leaves out the table's own parameters, such as its fillfactor.
                statement.execute("""
                        do $$ declare options text; begin
                          select array_to_string(reloptions, ', ') into options from pg_class where oid = '%s'::regclass;
                          if options is not null then execute 'alter table %s set (' || options || ')'; end if;
                        end $$""".formatted(table[0], copy(table[0])));
            }
        }
    }

    private static String copy(String table) {
        return "bench_copy." + table.replace('.', '_');
    }

    private Path file(String table) {
        return folder.resolve(table + ".copy");
    }
}
