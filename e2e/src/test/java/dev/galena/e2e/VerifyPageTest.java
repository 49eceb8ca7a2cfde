package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who does not trust the server checks a proof on its own page, in a real browser. */
class VerifyPageTest {

    private static final Path EXAMPLES = Path.of("..", "verify", "examples");

    /** As if the file came from the desktop. */
    private static final String DROP = """
            ([name, base64]) => {
              const files = new DataTransfer();
              files.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name));
              document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
            }""";

    @TempDir
    private static Path temp;

    private static Galena galena;
    private static Chromium chromium;

    @BeforeAll
    static void open() throws Exception {
        galena = new Galena(temp.resolve("data"));
        chromium = new Chromium();
    }

    @AfterAll
    static void close() throws IOException {
        if (chromium != null) chromium.close();
        if (galena != null) galena.close();
    }

    private record Visit(Page page, List<String> asked, List<String> complaints) {}

    private static Visit visit(ColorScheme colors) {
        var page = chromium.browser().newPage(new Browser.NewPageOptions().setColorScheme(colors));
        var visit = new Visit(page, new ArrayList<>(), new ArrayList<>());
        page.onRequest(request -> visit.asked.add(request.url()));
        page.onConsoleMessage(message -> visit.complaints.add(message.text()));
        page.onPageError(visit.complaints::add);
        page.navigate(galena.url("/console/verify"));
        return visit;
    }

    private static void drop(Page page, String name, byte[] content) {
        page.evaluate(DROP, List.of(name, Base64.getEncoder().encodeToString(content)));
    }

    private static byte[] example(String name) throws IOException {
        return Files.readAllBytes(EXAMPLES.resolve(name));
    }

    @Test
    void itSaysWhatTheProgramSaysAndAsksNobody() throws IOException {
        var visit = visit(ColorScheme.LIGHT);
        var page = visit.page;
        page.waitForLoadState();
        int before = visit.asked.size();
        drop(page, "revoked.consent-proof.zip", example("revoked.consent-proof.zip"));
        assertThat(page.locator("#verdict")).hasText("NOT FULLY CHECKED");
        drop(page, "policy.txt", example("policy.txt"));
        assertThat(page.locator("#verdict")).hasText("VALID");
        var lines = new String(example("revoked.txt"), UTF_8).lines().toList();
        assertThat(page.locator("#lines tr")).hasCount((int)
                lines.stream().filter(line -> line.startsWith("ok ")).count());
        for (var row : page.locator("#lines tr").all()) {
            var said = row.locator("th").textContent() + " "
                    + row.locator("td").last().textContent();
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("ok ")
                            && line.substring(9).replaceFirst(" +", " ").equals(said));
        }
        assertThat(page.locator("#story")).containsText("confirmed by Northfield College");

        byte[] changed = example("revoked.consent-proof.zip");
        changed[changed.length / 2] ^= 1;
        drop(page, "changed.zip", changed);
        assertThat(page.locator("#verdict")).hasText("NOT VALID");
        assertThat(page.locator("#lines .failed")).hasCount(1);

        assertThat(visit.asked).hasSize(before).allMatch(url -> url.startsWith(galena.url("/console/")));
        assertThat(visit.complaints).isEmpty();
        page.close();
    }

    @Test
    void anOldProofIsNotTheLatest() throws IOException {
        var page = visit(ColorScheme.LIGHT).page;
        page.locator("#bundle").setInputFiles(EXAMPLES.resolve("sold.consent-proof.zip"));
        page.locator("#policy").fill(new String(example("policy.txt"), UTF_8));
        assertThat(page.locator("#verdict")).hasText("VALID");
        page.locator("summary").focus();
        page.keyboard().press("Enter");
        page.locator("#newest").setInputFiles(EXAMPLES.resolve("revoked.consent-proof.zip"));
        assertThat(page.locator("#verdict")).hasText("NOT THE LATEST");
        assertThat(page.locator("#lines .later")).hasText("↻ outdated");
        assertThat(page.locator("#lines tr").last()).containsText("consent.revoked");
        page.close();
    }

    @Test
    void everybodyCanUseIt() throws IOException {
        for (var colors : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            var page = visit(colors).page;
            accessible(page);
            page.locator("summary").click();
            page.locator("#policy").fill(new String(example("policy.txt"), UTF_8));
            for (var state : Map.of("sold.consent-proof.zip", "VALID", "policy.txt", "NOT VALID")
                    .entrySet()) {
                page.locator("#bundle").setInputFiles(EXAMPLES.resolve(state.getKey()));
                assertThat(page.locator("#verdict")).hasText(state.getValue());
                accessible(page);
            }
            page.close();
        }
    }

    private static void accessible(Page page) {
        var found = new AxeBuilder(page).analyze().getViolations();
        assertThat(found).as(found.toString()).isEmpty();
    }

    @Test
    void theKeyboardReachesEverything() {
        var page = visit(ColorScheme.LIGHT).page;
        var reached = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate("document.activeElement.id || document.activeElement.tagName"));
        }
        assertThat(reached).containsExactly("bundle", "policy", "SUMMARY");
        page.close();
    }
}
