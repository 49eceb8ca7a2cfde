package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRuleOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One person at the console: a browser window of their own. It remembers what the browser complained of and what was asked of the
 * server; {@link #close} fails where either is not as it must be.
 */
final class Console implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Those of axe's rules that look at colours; axe is still in the page. */
    private static final String COLOURS = """
            async () => {
              const { violations } = await axe.run({ runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"] });
              return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
            }""";

    /** A refusal that a journey is about shows in the browser's console; it is no complaint of the page. */
    private static final Pattern REFUSED =
            Pattern.compile("Failed to load resource: .* status of (401|403|404|409|422|429).*");

    /** Where somebody sends what is no request at all. */
    private static final Pattern MALFORMED =
            Pattern.compile("Failed to load resource: .* status of (400|413|414|415).*");

    private static final String SEND = """
            async ([method, path, type, body]) => {
              const me = await (await fetch("/v1/me")).json();
              const headers = { "X-CSRF-Token": me.csrf_token, "Content-Type": type, "Idempotency-Key": crypto.randomUUID() };
              const answer = await fetch(path, { method, headers, body });
              return [answer.status, await answer.text()];
            }""";

    private final Galena galena;
    private final Paths described;
    private final BrowserContext context;
    private final Page page;
    private final Watch watch;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean malformed;
    private final long began = System.nanoTime();

    Console(Galena galena, Chromium chromium, ColorScheme colors) {
        this(galena, chromium, colors, 1440, 900);
    }

    Console(Galena galena, Chromium chromium, ColorScheme colors, int width, int height) {
        this.galena = galena;
        this.described = Paths.of(galena);
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(colors)
                        .setLocale("en-US")
                        .setViewportSize(width, height));
        page = context.newPage();
        watch = new Watch(page);
        page.setDefaultTimeout(15_000);
        setDefaultAssertionTimeout(15_000);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())
                    && !REFUSED.matcher(message.text()).matches()
                    && !(malformed && MALFORMED.matcher(message.text()).matches())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(this::remember);
    }

    private void remember(Request request) {
        if (!request.url().startsWith("blob:")) asked.add(request.method() + " " + request.url());
    }

    Page page() {
        return page;
    }

    /** To an address below {@code /console}. */
    Console open(String path) {
        page.navigate(galena.url("/console" + path));
        return this;
    }

    /** As if the system's theme were changed. */
    Console colours(ColorScheme colours) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        return this;
    }

    /** From now on requests are sent that the server has to refuse as malformed. */
    Console malformed() {
        malformed = true;
        return this;
    }

    /** Asks the API as whoever is logged in. */
    Galena.Reply send(String method, String path, String type, String body) {
        var answer = (List<?>) page.evaluate(SEND, java.util.Arrays.asList(method, path, type, body));
        return new Galena.Reply((Integer) answer.get(0), (String) answer.get(1));
    }

    /** The same, and it is done. */
    JsonObject done(String method, String path, JsonObject body) {
        var reply = send(method, path, "application/json", body == null ? null : body.encode());
        assertThat(reply.status()).as(method + " " + path + " " + reply.body()).isBetween(200, 201);
        return reply.json();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As somebody who comes back and has a session still; that the form gives one is shown where it is what matters. */
    Console logIn(String party) {
        var login = galena.logIn(party);
        var asked = JsonObject.of("email", login.email(), "password", login.password());
        var given = context.request()
                .post(
                        galena.url("/v1/sessions"),
                        RequestOptions.create()
                                .setHeader("content-type", "application/json")
                                .setData(asked.encode()));
        assertThat(given.status()).as(given.text()).isBetween(200, 201);
        return open("").in();
    }

    /** By the form, and the mouse is not touched. */
    Console logInByKeyboard(String party) {
        var login = galena.logIn(party);
        open("");
        assertThat(field("E-mail address")).isFocused();
        type(login.email());
        press("Tab");
        type(login.password());
        press("Enter");
        return in();
    }

    private Console in() {
        assertThat(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Screens")))
                .isVisible();
        assertThat(page.locator("main h1").first()).isVisible(); // what takes the focus has taken it
        return this;
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The window on top of all others. */
    Locator dialog() {
        return page.locator("dialog[open]").last();
    }

    Locator dialogButton(String name) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The first row of the list with all of these texts. */
    Locator row(String... texts) {
        var rows = page.locator("tr[data-id]");
        for (var text : texts) rows = rows.filter(new Locator.FilterOptions().setHasText(text));
        return rows.first();
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** Keys as a person presses them, such as {@code g b} one after the other. */
    Console press(String... keys) {
        for (var key : keys) page.keyboard().press(key);
        return this;
    }

    Console type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** The first thing that the palette finds. */
    Console palette(String words) {
        press("Control+k");
        assertThat(page.locator("dialog[open] input").first()).isFocused();
        return type(words).press("Enter");
    }

    /** Tab until the focus is on what has this name. */
    Console tabTo(Locator wanted) {
        for (int n = 0; n < 80; n++) {
            if ((Boolean) wanted.evaluate("it => it === document.activeElement")) return this;
            press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + wanted);
    }

    /** {@code j} until this row of a list has the focus; out of a field, where letters are text, first by Tab. */
    Console walkTo(Locator row) {
        if ((Boolean) page.evaluate("() => document.activeElement.matches('input, select, textarea')")) {
            tabTo(page.locator("tr[data-id][tabindex='0']"));
        }
        for (int n = 0; n < 50; n++) {
            if ((Boolean) row.evaluate("it => it === document.activeElement")) return this;
            press("j");
        }
        throw new AssertionError("the keyboard does not reach " + row);
    }

    /** Says how long a journey took since the window was opened. */
    Duration took(String journey) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", journey, took.toMillis() / 1000.0);
        return took;
    }

    /** Waits until nothing is being loaded. */
    Console settled() {
        page.waitForLoadState();
        page.waitForFunction("() => !document.querySelector('main .skeleton, dialog .skeleton')");
        return this;
    }

    /** Into {@code target/screenshots}. */
    Console picture(String name) {
        settled();
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
        return this;
    }

    /** What axe-core finds wrong is nothing. */
    Console accessible(String what) {
        settled();
        var found = new AxeBuilder(page)
                .setLegacyMode(true)
                .options(withSizes())
                .analyze()
                .getViolations();
        assertThat(found).as(() -> what + ": " + found).isEmpty();
        return this;
    }

    /** The same of colours alone: for a page that was {@link #accessible} just now and is the same in another theme. */
    Console legible(String what) {
        settled();
        assertThat((List<?>) page.evaluate(COLOURS)).as(what).isEmpty();
        return this;
    }

    /** The size of targets is in WCAG 2.2 AA, and not among what axe looks at unasked. */
    private static AxeRunOptions withSizes() {
        var sizes = new AxeRuleOptions();
        sizes.setEnabled(true);
        var options = new AxeRunOptions();
        options.setRules(Map.of("target-size", sizes));
        options.setResultTypes(List.of("violations")); // what is right is not told node by node
        return options;
    }

    /** Every path below {@code /console} that one of the navigation's links leads to. */
    List<String> screens() {
        return page.locator("nav[aria-label='Screens'] a").all().stream()
                .map(link -> URI.create(link.getAttribute("href")).getPath().replaceFirst("^/console", ""))
                .toList();
    }

    /** Nothing failed or ran in the browser, and nothing was asked for but the console's files and operations of openapi.yaml. */
    void check() {
        watch.check();
        assertThat(complaints).isEmpty();
        for (var request : asked) {
            var parts = request.split(" ", 2);
            assertThat(parts[1]).as(request).startsWith(galena.url("/"));
            assertThat(described.has(parts[0], URI.create(parts[1]).getRawPath()))
                    .as(request + " is in openapi.yaml")
                    .isTrue();
        }
    }

    @Override
    public void close() {
        try {
            check();
        } finally {
            context.close();
        }
    }
}
