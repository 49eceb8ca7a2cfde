package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster, made once; each test starts and stops the server itself. */
@Timeout(120)
class EmbeddedPostgresTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void create() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            TestDatabase.execute(server.owner(), "create table kept (n integer)");
        }
    }

    @AfterAll
    static void stop() {
        EmbeddedPostgres.start(directory).close(); // were it still running, the directory could not be deleted
    }

    @Test
    void isDurableAndClosedToOthers() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"})
                assertThat(ask(server, "show " + setting)).as(setting).isEqualTo("on");
            assertThat(ask(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "show jit")).isEqualTo("off");
            assertThat(ask(server, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThat(server.version()).startsWith("18.");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Migrations.connect(server.owner().withLogin("galena_owner", "guess"))
                            .close())
                    .matches(e -> e.getSQLState().equals("28P01"));
        }
    }

    @Test
    void comesBackWithItsDataOnItsPort() throws SQLException {
        int port;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            TestDatabase.execute(server.owner(), "insert into kept values (1)");
            port = server.port();
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory, Map.of("work_mem", "7MB"))) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "select count(*) > 0 from kept")).isEqualTo("t");
            assertThat(ask(server, "show work_mem")).isEqualTo("7MB");
        }
    }

    @Test
    void aSecondInstanceIsRefused() {
        EmbeddedPostgres first = EmbeddedPostgres.start(directory);
        try (first) {
            assertThatExceptionOfType(EmbeddedPostgres.InUse.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(directory).close());
        }
    }

    @Test
    void theServerOfAKilledProcessIsStoppedAndItsCommitsAreThere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiesHolding.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(DiesHolding.EXIT);
        long orphan = postmaster();
        assertThat(ProcessHandle.of(orphan)).as("still running").isPresent();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(postmaster()).isNotEqualTo(orphan);
            assertThat(ask(server, "select count(*) from kept where n = 42")).isEqualTo("1");
            assertThat(ask(server, "select count(*) from kept where n = 43")).isEqualTo("0");
        }
    }

    /** Another JVM: commits one row, leaves another uncommitted, and dies without a word. */
    static final class DiesHolding {
        static final int EXIT = 9;

        public static void main(String[] args) throws SQLException {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
            TestDatabase.execute(server.owner(), "insert into kept values (42)");
            Connection open = Migrations.connect(server.owner());
            open.setAutoCommit(false);
            open.createStatement().execute("insert into kept values (43)");
            Runtime.getRuntime().halt(EXIT);
        }
    }

    private static long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("cluster/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = Migrations.connect(server.owner());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
