package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody types, stores, or puts into an address: the console shows it as text. {@link Watch} hears what is not. */
@ExtendWith(Demo.class)
class HostileTest {
    private static final int SECONDS_MAX = 15;

    /** Names that screens know in an address, besides `open`, which is of a drawer. */
    private static final List<String> PARAMETERS = List.of(
            "action",
            "actor",
            "age",
            "batch",
            "currency",
            "days",
            "disposition",
            "exclusive",
            "from",
            "import",
            "kind",
            "lead",
            "level",
            "month",
            "name",
            "new",
            "one",
            "part",
            "party",
            "plan",
            "purpose",
            "q",
            "role",
            "seller",
            "sort",
            "source",
            "state",
            "status",
            "subject",
            "tab",
            "text",
            "to",
            "version",
            "vertical",
            "view",
            "without",
            "__proto__");

    @TempDir
    private static Path temp;

    private static final Map<String, Console> CONSOLES = new LinkedHashMap<>();
    private static Hostile.Stored stored;
    private static Demo.Open demo;

    @BeforeAll
    static void open(Demo.Open open) {
        demo = open;
        for (var person : List.of("Operator", "X Education", "Northfield College", "Open Eyes Audit")) {
            var console = new Console(demo.galena(), demo.chromium(), ColorScheme.LIGHT).malformed();
            CONSOLES.put(person, console);
            console.logIn(person);
        }
        var all = List.copyOf(CONSOLES.values());
        stored = new Hostile(all.get(0), all.get(1), all.get(2), all.get(3)).store();
    }

    /** Each of them fails where something ran. */
    @AfterAll
    static void close() {
        CONSOLES.values().forEach(Console::close);
    }

    /** Screens of a person that no other person before has too, and one of each that belongs to a single thing. */
    private static List<String> screens(String person) {
        var before = CONSOLES.keySet().stream()
                .takeWhile(other -> !other.equals(person))
                .flatMap(other -> CONSOLES.get(other).screens().stream())
                .collect(Collectors.toSet());
        var own = CONSOLES.get(person).screens().stream().filter(path -> !before.contains(path));
        var single = switch (person) {
            case "Operator" -> Stream.of("/operator/partners/" + stored.party());
            case "X Education" -> Stream.of("/seller/batches/" + stored.batch());
            case "Northfield College" -> Stream.of("/buyer/leads/" + stored.sale());
            default ->
                Stream.of(
                        "/compliance/leads/" + stored.lead() + "?purpose=" + Console.encoded(Hostile.MARKUP),
                        "/compliance/people/" + stored.person() + "?purpose=" + Console.encoded(Hostile.FORMULA));
        };
        return Stream.concat(own, single).toList();
    }

    /** To another screen, without loading the page anew. */
    private static void go(Console console, String address) {
        console.page().evaluate("() => document.querySelectorAll('main h1').forEach(it => it.dataset.before = '')");
        push(console, address);
        console.page().waitForFunction("() => document.querySelector('main h1:not([data-before])')");
        console.settled();
    }

    private static void push(Console console, String address) {
        console.page().evaluate("to => history.pushState({}, '', to)", "/console" + address);
    }

    private static void stands(Console console, String where) {
        assertThat(console.page().locator("main h1").first()).not().isEmpty();
        assertThat(console.page().getByText("Something broke in this page").count())
                .as(where + " broke")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"Operator, 45", "X Education, 8", "Northfield College, 5", "Open Eyes Audit, 6"})
    void nothingThatIsStoredOrTypedRuns(String person, int fieldsMin) throws IOException {
        var console = CONSOLES.get(person);
        var script = read("/hostile.js");
        int forms = 0;
        int fields = 0;
        var screens = screens(person);
        console.open(screens.getFirst()).settled();
        for (var path : screens) {
            if (!path.equals(screens.getFirst())) go(console, path);
            stands(console, path);
            var report = (Map<?, ?>)
                    console.page().evaluate(script, Map.of("texts", Hostile.TEXTS, "secondsMax", SECONDS_MAX));
            stands(console, path);
            forms += (Integer) report.get("forms");
            fields += (Integer) report.get("fields");
        }
        System.out.printf("%s: %d fields filled in, %d forms sent%n", person, fields, forms);
        assertThat(fields).as("fields that were found").isGreaterThanOrEqualTo(fieldsMin);
        console.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Operator", "X Education", "Northfield College", "Open Eyes Audit"})
    void nothingInAnAddressRuns(String person) {
        var console = CONSOLES.get(person);
        var text = Console.encoded(Hostile.SHORT + "{{hacked}}");
        var query = PARAMETERS.stream().map(name -> name + "=" + text).collect(Collectors.joining("&", "?", ""));
        var screens = screens(person);
        for (var screen : screens) {
            var path = screen.replaceFirst("/[a-z]+_[0-9a-z]{26}.*", "/" + text);
            if (screen.equals(screens.getFirst())) console.open(path + query).settled();
            else go(console, path + query);
            stands(console, path + query);
            push(console, path + "?open=" + text);
            console.settled();
            stands(console, path + "?open=" + text);
        }
        console.check();
    }

    @Test
    void nothingRunsAtTheDoorOrInThePalette() {
        try (var door = new Console(demo.galena(), demo.chromium(), ColorScheme.DARK)) {
            door.open("/" + Console.encoded(Hostile.SHORT) + "?to=" + Console.encoded(Hostile.ADDRESS));
            door.field("E-mail address").fill(Hostile.MARKUP);
            door.field("Password").fill(Hostile.MARKUP);
            door.button("Log in").click();
            assertThat(door.page().getByRole(AriaRole.ALERT)).isVisible();
        }
        var console = CONSOLES.get("Operator");
        for (var text : Hostile.TEXTS) console.press("Control+k").type(text).press("Enter", "Escape");
        stands(console, "palette");
        console.check();
    }

    @Test
    void noCellOfAFileIsAFormula() throws IOException {
        var operator = CONSOLES.get("Operator");
        operator.open("/operator/partners").settled();
        var file = Hand.MOUSE.download(operator, operator.button("Export this view as CSV"), temp);
        var cells = cells(Files.readString(file));
        assertThat(cells).contains("'" + Hostile.FORMULA, Hostile.MARKUP);
        assertThat(cells).allSatisfy(Hostile::assertGuarded);
        var bought = CONSOLES.get("Northfield College").send("GET", "/v1/exports/purchases.csv", "text/csv", null);
        assertThat(cells(bought.body())).contains("'-2+3+cmd").allSatisfy(Hostile::assertGuarded);
    }

    private static List<String> cells(String csv) {
        try (var rows = CsvReader.builder().ofCsvRecord(csv)) {
            return rows.stream().flatMap(row -> row.getFields().stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) throws IOException {
        try (var in = HostileTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
