package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot see: names, sizes, and SQL that reaches into another module's schema. */
class SourcesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern LAYERED_NAME = Pattern.compile(
            "(Impl|Manager|Helper|Utils?|Dto|Service|Repository|Mapper)\\.java$|/Default[A-Z]\\w+\\.java$");

    @Test
    void namesSayWhatAThingIs() throws IOException {
        assertThat(mainSources().map(Path::toString).filter(LAYERED_NAME.asPredicate()))
                .isEmpty();
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : mainSources().toList()) {
            int lines = Files.readAllLines(file).size();
            if (lines > 350) tooLong.add(lines + " " + ROOT.relativize(file));
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void sqlStaysInItsOwnSchema() throws IOException {
        var schemaOf = Map.of("consent", "consent", "billing", "billing", "marketplace-core", "market");
        List<String> strayed = new ArrayList<>();
        for (Path file : mainSources().toList()) {
            String module = ROOT.relativize(file).getName(0).toString();
            String own = schemaOf.get(module);
            if (own == null) continue;
            for (String other : List.of("consent", "billing", "market")) {
                var reach = Pattern.compile("\\b(from|join|into|update|only)\\s+" + other + "\\.[a-z_]+\\b(?!\\.)");
                if (!other.equals(own) && reach.matcher(Files.readString(file)).find()) {
                    strayed.add(ROOT.relativize(file) + " reaches into " + other);
                }
            }
        }
        assertThat(strayed).isEmpty();
    }

    @Test
    void documentsNameFilesThatExist() throws IOException {
        String text = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        var named = Pattern.compile("`([A-Z][A-Za-z]+\\.java)`").matcher(text);
        var existing = javaIn("src").map(f -> f.getFileName().toString()).toList();
        List<String> missing = new ArrayList<>();
        int count = 0;
        while (named.find()) {
            count++;
            if (!existing.contains(named.group(1))) missing.add(named.group(1));
        }
        assertThat(count).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private static Stream<Path> mainSources() throws IOException {
        return javaIn("src/main/java");
    }

    private static Stream<Path> javaIn(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("db", "consent", "billing", "marketplace-core", "api", "benchmarks", "e2e")) {
            Path sources = ROOT.resolve(module).resolve(folder);
            if (!Files.isDirectory(sources)) continue;
            try (Stream<Path> found = Files.walk(sources)) {
                found.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
            }
        }
        assertThat(files).isNotEmpty();
        return files.stream();
    }
}
