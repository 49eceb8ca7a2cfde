package dev.galena.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Kills whoever writes at any moment one likes. Every write to a table of a database makes two steps, one before and one after the
 * statement, and each row one more while its transaction commits; at the step that was chosen the connection dies. Reads make none:
 * who dies at one has written what he had written before it.
 */
public final class Mines implements AutoCloseable {

    private static final int STEPS_MAX = 2_000;
    private static final int UNLUCKY_MAX = 50;

    /** Sequences forget nothing when a transaction is rolled back. */
    private static final String LAY = """
            create schema mine;
            create sequence mine.step increment -1 minvalue -9000000000000 maxvalue 9000000000000 start -1;
            grant usage on schema mine to public;
            grant all on sequence mine.step to public;
            create function mine.walk() returns trigger language plpgsql as $$
            begin
              if nextval('mine.step') = 0 then
                perform pg_terminate_backend(pg_backend_pid());
                perform pg_sleep(9);
              end if;
              return null;
            end $$;
            create function mine.picture(without text[]) returns text language plpgsql as $$
            declare t text; one text; everything text := '';
            begin
              for t in select table_schema || '.' || table_name from information_schema.tables
                where table_schema = any('{:schemas}') and table_type = 'BASE TABLE' order by 1
              loop
                continue when t = any(without);
                execute format('select count(*) || '' '' || md5(coalesce(string_agg(r::text, ''|'' order by r::text), '''')) from %s r', t)
                  into one;
                everything := everything || t || ' ' || one || E'\\n';
              end loop;
              return everything;
            end $$;
            do $$
            declare t text;
            begin
              for t in select table_schema || '.' || table_name from information_schema.tables
                where table_schema = any('{:schemas}') and table_type = 'BASE TABLE'
              loop
                execute 'create trigger mine_before before insert or update or delete on ' || t || ' execute function mine.walk()';
                execute 'create trigger mine_z_after after insert or update or delete on ' || t || ' execute function mine.walk()';
                execute 'create constraint trigger mine_commit after insert or update or delete on ' || t
                  || ' deferrable initially deferred for each row execute function mine.walk()';
              end loop;
            end $$""";

    private final Connection owner;
    private final String[] without;

    private Mines(Connection owner, String[] without) {
        this.owner = owner;
        this.without = without;
    }

    /**
     * Lays them under every table of these schemas.
     *
     * @param without tables that may be written although the work died, such as notes of what went wrong
     */
    public static Mines under(TestDatabase test, List<String> schemas, String... without) {
        var mines = new Mines(test.ownerConnection(), without);
        mines.execute(LAY.replace(":schemas", String.join(",", schemas)));
        return mines;
    }

    /**
     * Lets the work die at its first step, its second and so on until it comes through. Each time all tables must be as they
     * were.
     *
     * @param work one transaction; that it dies is its own business, it may throw or answer
     * @param died called after each death, once the tables were compared
     * @return how often it died
     */
    public int walk(Runnable work, Runnable died) {
        int unlucky = 0;
        for (int step = 1; step <= STEPS_MAX; step++) {
            String before = picture();
            RuntimeException thrown = null;
            arm(step);
            try {
                work.run();
            } catch (RuntimeException e) {
                thrown = e;
            }
            boolean dead = number("select last_value from mine.step") <= 0;
            arm(-1);
            if (!dead) {
                if (thrown == null) return step - 1;
                if (!Passing.is(thrown) || ++unlucky > UNLUCKY_MAX) throw thrown;
                step--; // it got the connection that died before, from a pool that had not heard of it yet
                continue;
            }
            String after = picture();
            if (!after.equals(before)) {
                throw new AssertionError(
                        "dead at step " + step + ", and something stayed: before\n" + before + "after\n" + after);
            }
            patiently(died);
        }
        throw new AssertionError("never came through");
    }

    /** Again where the pool had not heard yet that a connection died. */
    private static void patiently(Runnable look) {
        for (int n = 0; ; n++) {
            try {
                look.run();
                return;
            } catch (RuntimeException e) {
                if (!Passing.is(e) || n == UNLUCKY_MAX) throw e;
            }
        }
    }

    /** All rows of all tables, in short. */
    public String picture() {
        try (var statement = owner.prepareStatement("select mine.picture(?)")) {
            statement.setArray(1, owner.createArrayOf("text", without));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void arm(long step) {
        number("select setval('mine.step', " + step + ")");
    }

    private long number(String sql) {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
