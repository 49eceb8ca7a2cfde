package dev.galena.db.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GenerateTablesTest {
    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void writesTablesAndEnumsOnceUntilAMigrationChanges() throws Exception {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        try (var sql = GenerateTablesTest.class.getResourceAsStream("/db/migration/db_test/V1__every_type.sql")) {
            Files.copy(sql, migrations.resolve("V1__a.sql"));
        }
        Path output = directory.resolve("output");

        assertThat(generate(migrations, output)).isTrue();
        Path tables = output.resolve("x/y/tables");
        assertThat(tables.resolve("EveryType.java")).content().contains("TableField<Record, Instant> TIME_");
        assertThat(output.resolve("x/y/enums/Mood.java")).content().contains("so_so");
        try (var files = Files.list(tables)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "EveryType.java", "Account.java", "Note.java", "NoteBody.java", "Trail.java");
        }

        assertThat(generate(migrations, output)).as("nothing has changed").isFalse();
        Files.writeString(migrations.resolve("V2__b.sql"), "drop table db_test.note cascade;");
        assertThat(generate(migrations, output)).isTrue();
        assertThat(tables.resolve("Note.java")).doesNotExist();
    }

    @Test
    void theStampFollowsEachByteAndName() throws Exception {
        Path file = Files.writeString(directory.resolve("V1__a.sql"), "create table a ()");
        String hash = GenerateTables.hash("s", directory, "p");
        assertThat(GenerateTables.hash("s", directory, "p")).isEqualTo(hash);
        assertThat(GenerateTables.hash("s", directory, "q")).isNotEqualTo(hash);
        Files.writeString(file, "create table b ()");
        assertThat(GenerateTables.hash("s", directory, "p")).isNotEqualTo(hash);
        Files.writeString(directory.resolve("V2__a.sql"), "create table a ()");
        Files.delete(file);
        assertThat(GenerateTables.hash("s", directory, "p")).isNotEqualTo(hash);
    }

    private static boolean generate(Path migrations, Path output) throws Exception {
        return GenerateTables.generate("db_test", migrations, "x.y", output);
    }
}
