package dev.galena.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application role may do, and what nobody may do, by JDBC alone. */
class MigrationsTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static DatabaseConfig owner;
    private static DatabaseConfig app;

    @BeforeAll
    static void migrate() {
        DatabaseConfig server = TestServer.get().owner();
        String name = TestDatabase.newName();
        TestDatabase.execute(server, "create database " + name);
        owner = server.withDatabase(name);
        app = Migrations.migrate(owner, List.of("db_test"));
    }

    @AfterAll
    static void drop() {
        TestDatabase.execute(TestServer.get().owner(), "drop database " + owner.database() + " with (force)");
    }

    @Test
    void theApplicationIsNotTheOwner() throws SQLException {
        assertThat(app.user()).isEqualTo(AppRole.USUAL_NAME).isNotEqualTo(owner.user());
        assertThat(ask(
                        app,
                        "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles"
                                + " where rolname = current_user"))
                .isEqualTo("f");
        assertThat(ask(app, "select count(*) from pg_class where relowner = current_user::regrole"))
                .isEqualTo("0");
    }

    @Test
    void theApplicationWritesOrdinaryTables() throws SQLException {
        run(app, "insert into db_test.account values (1, 5)");
        run(app, "update db_test.account set balance = 6");
        run(app, "delete from db_test.account");
    }

    @Test
    void bothMayAppend() throws SQLException {
        run(app, "insert into db_test.note values (gen_random_uuid(), 'by the application')");
        run(owner, "insert into db_test.note values (gen_random_uuid(), 'by the owner')");
        run(app, "insert into db_test.trail values (gen_random_uuid(), '2026-05-05')");
        assertThat(ask(app, "select count(*) from db_test.note_body")).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update db_test.note set body = 'other'",
                "delete from db_test.note",
                "truncate db_test.note",
                "insert into db_test.note select id, body from db_test.note on conflict (id) do update set body = 'other'",
                "update db_test.note_body set body = 'through the view'",
                "update db_test.trail set id = gen_random_uuid()",
                "update db_test.trail_2026 set id = gen_random_uuid()",
                "delete from db_test.trail_2026",
                "truncate db_test.trail_2026",
                "truncate db_test.trail",
            })
    void nobodyChangesWhatIsAppendOnly(String sql) {
        refused(app, sql, "permission denied");
        refused(owner, sql, "is append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table db_test.mine ()",
                "create table public.mine ()",
                "create schema mine",
                "alter table db_test.note disable trigger append_only",
                "drop table db_test.account",
                "truncate db_test.account",
                "delete from db_test.flyway_schema_history",
                "create or replace function db.refuse_change() returns trigger language plpgsql as 'begin return new; end'",
            })
    void theApplicationChangesNoStructure(String sql) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(app, sql))
                .matches(e -> e.getSQLState().equals(INSUFFICIENT_PRIVILEGE), "state 42501");
    }

    @Test
    void migratingAgainChangesNothingButFollowsComments() throws SQLException {
        run(owner, "create table db_test.late (id integer)");
        run(owner, "comment on table db_test.late is 'append-only: decided afterwards'");
        assertThat(Migrations.migrate(owner, List.of("db_test"))).isEqualTo(app);
        refused(app, "delete from db_test.late", "permission denied");
        refused(owner, "delete from db_test.late", "is append-only");
        run(owner, "comment on table db_test.late is null");
        Migrations.migrate(owner, List.of("db_test"));
        run(app, "delete from db_test.late");
        assertThat(ask(owner, "select count(*) from db_test.flyway_schema_history where version is not null"))
                .isEqualTo("1");
    }

    @Test
    void anOwnerWhoMayNotCreateRolesIsTold() throws SQLException {
        String weak = TestDatabase.newName();
        run(owner, "create role " + weak + " login password 'weak'");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        try (Connection connection = Migrations.connect(owner.withLogin(weak, "weak"))) {
                            var role = new AppRole("galena_absent", "secret");
                            Grants.ensureRole(connection, role, owner.withLogin(role.name(), role.password()));
                        }
                    })
                    .withMessageContaining("CREATEROLE")
                    .withMessageContaining("galena_absent");
        } finally {
            run(owner, "drop role " + weak);
        }
    }

    private static void refused(DatabaseConfig who, String sql, String message) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(who, sql))
                .withMessageContaining(message)
                .matches(e -> e.getSQLState().equals(INSUFFICIENT_PRIVILEGE), "state 42501");
    }

    private static void run(DatabaseConfig who, String sql) throws SQLException {
        try (Connection connection = Migrations.connect(who);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DatabaseConfig who, String sql) throws SQLException {
        try (Connection connection = Migrations.connect(who);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
