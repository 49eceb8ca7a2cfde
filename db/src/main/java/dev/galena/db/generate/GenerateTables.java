package dev.galena.db.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.db.DatabaseConfig;
import dev.galena.db.EmbeddedPostgres;
import dev.galena.db.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Writes jOOQ's table and enum classes of one schema, from a real PostgreSQL that has run its migrations. A stamp beside
 * the classes holds the hash of all that went in; while it fits, nothing happens and nothing is printed.
 */
public final class GenerateTables {
    /** To be raised when the settings below change, so that stamps expire. */
    private static final String SETTINGS = "1";

    private GenerateTables() {}

    /** Arguments: schema, directory of its migrations, Java package, output directory. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4)
            throw new IllegalArgumentException("arguments: SCHEMA MIGRATIONS_DIRECTORY PACKAGE OUTPUT_DIRECTORY");
        generate(args[0], Path.of(args[1]), args[2], Path.of(args[3]));
    }

    /** Tells whether anything had to be written. */
    static boolean generate(String schema, Path migrations, String javaPackage, Path output) throws Exception {
        String hash = hash(schema, migrations, javaPackage);
        Path stamp = output.resolve(".stamp");
        if (Files.exists(stamp) && Files.readString(stamp).equals(hash)) return false;
        Files.deleteIfExists(stamp);
        Path server = Files.createTempDirectory("galena-generate");
        try {
            // Thrown away at the end, so nothing needs to reach the disk.
            try (var postgres = EmbeddedPostgres.start(server, Map.of("fsync", "off", "shared_buffers", "64MB"))) {
                Migrations.migrateFrom(postgres.owner(), schema, migrations.toAbsolutePath());
                run(postgres.owner(), schema, javaPackage, output);
            }
        } finally {
            delete(server);
        }
        Files.writeString(stamp, hash);
        return true;
    }

    private static void run(DatabaseConfig owner, String schema, String javaPackage, Path output) throws Exception {
        var database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema(schema)
                .withExcludes(excludes(owner, schema))
                .withIncludeRoutines(false)
                .withIncludeSequences(false)
                .withIncludeIndexes(false)
                .withForcedTypes(new ForcedType()
                        .withName("INSTANT")
                        .withIncludeTypes("(?i:timestamptz|timestamp\\(?\\d?\\)? with time zone)"));
        var generate = new Generate()
                .withTables(true)
                .withRecords(false)
                .withPojos(false)
                .withDaos(false)
                .withRelations(false)
                .withImplicitJoinPathsToOne(false)
                .withImplicitJoinPathsToMany(false)
                .withGlobalCatalogReferences(false)
                .withGeneratedAnnotation(false);
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc()
                        .withDriver("org.postgresql.Driver")
                        .withUrl(owner.jdbcUrl())
                        .withUser(owner.user())
                        .withPassword(owner.password()))
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(generate)
                        .withTarget(new Target().withPackageName(javaPackage).withDirectory(output.toString()))));
    }

    /** A regular expression for the tables that code must not name: Flyway's, and partitions. */
    private static String excludes(DatabaseConfig owner, String schema) throws SQLException {
        var names = new StringJoiner("|").add("flyway_schema_history");
        try (var connection = Migrations.connect(owner);
                var find = connection.prepareStatement(
                        "select relname from pg_class where relispartition and relnamespace = ?::regnamespace")) {
            find.setString(1, schema);
            var rows = find.executeQuery();
            while (rows.next()) names.add(rows.getString(1));
        }
        return names.toString();
    }

    static String hash(String schema, Path migrations, String javaPackage)
            throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String settings = String.join("\n", SETTINGS, Constants.FULL_VERSION, schema, javaPackage, "");
        digest.update(settings.getBytes(UTF_8));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(migrations)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            digest.update((migrations.relativize(file) + " " + content.length + "\n").getBytes(UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
