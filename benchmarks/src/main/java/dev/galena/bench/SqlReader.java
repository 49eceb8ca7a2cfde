package dev.galena.bench;

import dev.galena.db.DatabaseConfig;
import dev.galena.db.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.postgresql.PGConnection;

/** Asks PostgreSQL straight, by JDBC: one thread and one prepared statement a connection, each row read into values. */
final class SqlReader {
    /** The n-th question's binds, from 0; a String[] is bound as an array of text. */
    interface Binds {
        List<Object> of(long n);
    }

    private final DatabaseConfig config;

    SqlReader(DatabaseConfig config) {
        this.config = config;
    }

    Histogram measure(String sql, int connections, double warmSeconds, double seconds, Binds binds) throws Exception {
        var micros = new ConcurrentHistogram(60_000_000L, 3);
        var next = new AtomicLong();
        long start = System.nanoTime();
        long from = start + (long) (warmSeconds * 1e9);
        long end = from + (long) (seconds * 1e9);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    ask(sql, binds, next, from, end, micros);
                } catch (SQLException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        if (!failures.isEmpty()) throw new IllegalStateException(sql, failures.getFirst());
        return micros;
    }

    private void ask(String sql, Binds binds, AtomicLong next, long from, long end, Histogram micros)
            throws SQLException {
        try (Connection connection = Migrations.connect(config)) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(1);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                long before = System.nanoTime();
                while (before < end) {
                    bind(connection, statement, binds.of(next.getAndIncrement()));
                    read(statement);
                    long after = System.nanoTime();
                    if (before >= from) micros.recordValue(Math.min(59_000_000, (after - before) / 1000));
                    before = after;
                }
            }
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<Object> values)
            throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof String[] texts)
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            else statement.setObject(i + 1, values.get(i));
        }
    }

    private static void read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) rows.getObject(i);
            }
        }
    }
}
