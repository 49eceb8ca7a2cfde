package dev.galena.bench;

import dev.galena.db.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** pgledger in a schema of its own, called as it is meant to be: one function call, prepared, committed by itself. */
final class PgLedger {

    private static final String PAY = """
            select count(*) from pgledger.pgledger_create_transfers(
              array[(?, ?, ?)::pgledger.transfer_request, (?, ?, ?)::pgledger.transfer_request])""";

    private final BenchDatabase database;
    private final List<String> accounts = new ArrayList<>();
    private String fee = "";

    PgLedger(BenchDatabase database, Path directory) throws Exception {
        this.database = database;
        var script = new StringBuilder("create schema pgledger; set search_path = pgledger, public;\n");
        for (String file : List.of("uuid-to-ulid.sql", "ulid-to-uuid.sql", "pgledger.sql")) {
            Path path = directory.resolve(file);
            if (Files.exists(path) || file.equals("pgledger.sql"))
                script.append(Files.readString(path)).append('\n');
        }
        database.execute(script.toString());
    }

    void open(int count) throws SQLException {
        try (var connection = connect();
                var create = connection.prepareStatement(
                        "select id from pgledger.pgledger_create_account('account ' || ?, 'USD')")) {
            for (int i = 0; i <= count; i++) {
                create.setInt(1, i);
                try (var row = create.executeQuery()) {
                    row.next();
                    accounts.add(row.getString(1));
                }
            }
        }
        fee = accounts.removeLast();
    }

    /** Its functions name their tables without a schema. */
    private Connection connect() throws SQLException {
        var connection = Migrations.connect(database.owner());
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path = pgledger, public");
        }
        return connection;
    }

    Payers.Payment payHot(int client) throws SQLException {
        return new Payer(connect(), true);
    }

    Payers.Payment payEven(int client) throws SQLException {
        return new Payer(connect(), false);
    }

    private final class Payer implements Payers.Payment, AutoCloseable {
        private final Connection connection;
        private final PreparedStatement pay;
        private final boolean hot;

        Payer(Connection connection, boolean hot) throws SQLException {
            this.connection = connection;
            this.pay = connection.prepareStatement(PAY);
            this.hot = hot;
        }

        @Override
        public void pay() throws SQLException {
            String buyer = anyone("");
            transfer(1, buyer, anyone(buyer));
            transfer(4, buyer, hot ? fee : anyone(buyer));
            try (var row = pay.executeQuery()) {
                row.next();
                if (row.getInt(1) != 2) throw new IllegalStateException("not two transfers");
            }
        }

        private void transfer(int at, String from, String to) throws SQLException {
            pay.setString(at, from);
            pay.setString(at + 1, to);
            pay.setBigDecimal(
                    at + 2,
                    java.math.BigDecimal.valueOf(1 + ThreadLocalRandom.current().nextInt(500)));
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private String anyone(String but) {
        while (true) {
            String one = accounts.get(ThreadLocalRandom.current().nextInt(accounts.size()));
            if (!one.equals(but)) return one;
        }
    }

    /** Empty if it adds up. */
    List<String> check() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select sum(balance::numeric) from pgledger.pgledger_accounts")) {
            row.next();
            return row.getBigDecimal(1).signum() == 0 ? List.of() : List.of("pgledger sums to " + row.getBigDecimal(1));
        }
    }
}
