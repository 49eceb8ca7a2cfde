package dev.galena.db;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the database is.
 *
 * @param version of the PostgreSQL server
 * @param connections in use on the whole server, whoever has them
 * @param oldestTransaction since when the longest of our own open transactions runs; null: none is open
 */
public record Vitals(
        String version,
        long bytes,
        int connections,
        int connectionsMax,
        @Nullable Instant oldestTransaction,
        List<Migrated> schemas) {

    /** Up to which migration a schema is, and since when. */
    public record Migrated(String schema, String version, Instant at) {}

    private static final String SERVER = """
            select current_setting('server_version'), pg_database_size(current_database()),
              (select count(*)::int from pg_stat_activity where backend_type = 'client backend'),
              current_setting('max_connections')::int,
              (select min(xact_start) from pg_stat_activity
               where datname = current_database() and usename = current_user and pid <> pg_backend_pid())""";

    public static Vitals read(Tx tx) {
        Row row = tx.rows(SERVER).getFirst();
        OffsetDateTime oldest = row.getOffsetDateTime(4);
        return new Vitals(
                row.getString(0),
                row.getLong(1),
                row.getInteger(2),
                row.getInteger(3),
                oldest == null ? null : oldest.toInstant(),
                Stream.concat(Stream.of(Migrations.OWN), Migrations.SCHEMAS.stream())
                        .flatMap(schema -> migrated(tx, schema).stream())
                        .toList());
    }

    /** Flyway writes down the time of the process that migrated, without its zone. */
    private static List<Migrated> migrated(Tx tx, String schema) {
        return tx
                .rows(
                        "select version, installed_on from " + schema
                                + ".flyway_schema_history where success and version is not null order by installed_rank desc limit 1")
                .stream()
                .map(row -> new Migrated(
                        schema,
                        row.getString(0),
                        row.getLocalDateTime(1).atZone(ZoneId.systemDefault()).toInstant()))
                .toList();
    }
}
