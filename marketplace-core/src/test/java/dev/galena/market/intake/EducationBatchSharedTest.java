package dev.galena.market.intake;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.galena.db.Shared;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An education agency's real rows with invented people: each planted defect is found, nothing else is refused. */
class EducationBatchSharedTest {
    private static final Map<String, List<String>> EXPECTED = Map.of(
            "phone", List.of("invalid-phone"),
            "email", List.of("invalid-email"),
            "no_consent", List.of("consent-missing", "consent-missing"),
            "future_consent", List.of("consent-in-future"),
            "no_state", List.of("field-missing", "field-missing"));

    @TempDir
    private Path folder;

    @Test
    void everyDefectIsFoundAndNothingElse() throws IOException, InterruptedException {
        Path file = make();
        try (var world = new IntakeWorld()) {
            Batch batch = world.run(Files.readAllBytes(file));
            Map<Long, List<String>> faults = world.faults(batch);
            Duplicates duplicates = new Duplicates();
            try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
                long n = 1;
                for (NamedCsvRecord row : rows) check(row, faults.getOrDefault(n++, List.of()), duplicates);
            }
            duplicates.print();
            assertThat(duplicates.found).isEqualTo(duplicates.sure);
            assertThat(duplicates.falsely).isZero();
            assertThat(world.count("market.lead")).isEqualTo(batch.counts().accepted());
            printScores(world, batch);
            assertThat(batch.mapping().columns())
                    .filteredOn(c -> c.how().equals("ambiguous"))
                    .isEmpty();
        }
    }

    private Path make() throws IOException, InterruptedException {
        Path tool = Shared.file("tools/make_batch.py");
        Path file = folder.resolve("batch.csv");
        try {
            int code = new ProcessBuilder("python3", tool.toString(), file.toString(), "--seed", "1")
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).isZero();
        } catch (IOException e) {
            System.out.println("skipped: no python3");
            Assumptions.abort("no python3");
        }
        return file;
    }

    private static void check(NamedCsvRecord row, List<String> codes, Duplicates duplicates) {
        String id = row.getField("x_row");
        String defect = row.getField("x_defect");
        if (!defect.isEmpty()) {
            assertThat(codes).as("row %s, planted: %s", id, defect).isEqualTo(EXPECTED.get(defect));
            return;
        }
        assertThat(codes).as("row %s", id).isSubsetOf("duplicate");
        duplicates.count(id, row.getField("x_duplicate_of"), codes.contains("duplicate"));
    }

    /** A row that repeats itself, or one that was refused, repeats nobody: it is taken, rightly. */
    private static final class Duplicates {
        private final Set<String> accepted = new HashSet<>();
        private int marked;
        private int sure;
        private int found;
        private int falsely;

        void count(String row, String of, boolean duplicate) {
            if (!of.isEmpty()) marked++;
            boolean repeats = !of.isEmpty() && accepted.contains(of);
            if (repeats) sure++;
            if (repeats && duplicate) found++;
            if (!repeats && duplicate) falsely++;
            if (!duplicate) {
                accepted.add(row);
                if (!of.isEmpty()) accepted.add(of);
            }
        }

        void print() {
            System.out.printf(
                    "duplicates: %d marked, %d of an accepted row, %d of these found (recall %.3f), %d found falsely%n",
                    marked, sure, found, found / (double) sure, falsely);
        }
    }

    private static void printScores(IntakeWorld world, Batch batch) {
        Map<Integer, Long> levels = new HashMap<>();
        for (Row row : world.rows("select level, count(*) from market.listing group by level"))
            levels.put((int) row.getShort(0), row.getLong(1));
        System.out.println("counts " + batch.counts().toJson().encode() + ", listings by level " + levels);
        for (Mapping.Column column : batch.mapping().columns())
            System.out.println("  " + column.name() + " -> " + column.target() + " (" + column.how() + " "
                    + column.confidence() + ")");
    }
}
