package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, against the real server: its frame, and that everybody can use each of its screens. */
@ExtendWith(Demo.class)
class ConsoleTest {
    /** Somebody of each persona. */
    private static final List<String> PEOPLE =
            List.of("Operator", MarketDay.SELLER, MarketDay.BUYER, "Open Eyes Audit");

    private static Galena galena;
    private static Chromium chromium;

    @BeforeAll
    static void open(Demo.Open demo) {
        galena = demo.galena();
        chromium = demo.chromium();
    }

    private static Console console(ColorScheme colors) {
        return new Console(galena, chromium, colors);
    }

    @Test
    void nobodyGetsInWithoutAPassword() {
        try (var console = console(ColorScheme.LIGHT)) {
            console.open("/account");
            assertThat(console.field("E-mail address")).isVisible();
            console.accessible("login").picture("login");
            console.field("E-mail address").fill("operator@localhost");
            console.field("Password").fill("not the password");
            console.button("Log in").click();
            assertThat(console.page().getByRole(AriaRole.ALERT)).containsText("Wrong address or password");
            console.accessible("a wrong password");
            var login = galena.logIn("X Education");
            console.field("E-mail address").fill(login.email());
            console.field("Password").fill(login.password());
            console.button("Log in").click();
            assertThat(console.heading("You and your party")).isVisible(); // where one wanted to go
            console.button("X Education").click();
            console.button("Log out").click();
            assertThat(console.field("Password")).isVisible();
        }
    }

    /** Each in light, and in dark as far as that is another, with something to show. */
    @Test
    void everybodyCanUseEveryScreen(@TempDir Path folder) throws Exception {
        new MarketDay(galena, folder).trade();
        Set<String> seen = new HashSet<>();
        for (var person : PEOPLE) {
            try (var console = console(ColorScheme.LIGHT)) {
                console.logIn(person);
                for (var path : console.screens()) {
                    if (!seen.add(path)) continue;
                    console.open(path);
                    assertThat(console.page().locator("main h1").first()).isVisible();
                    var name = path.substring(1).replace('/', '-');
                    console.picture(name + "-light").accessible(path + " in light");
                    console.colours(ColorScheme.DARK); // the same elements in other colours
                    console.picture(name + "-dark").legible(path + " in dark");
                    console.colours(ColorScheme.LIGHT);
                }
            }
        }
        assertThat(seen).contains("/seller/batches", "/account");
    }

    @Test
    void theKeyboardDoesWhatTheMouseDoes() {
        try (var console = console(ColorScheme.LIGHT)) {
            console.logInByKeyboard("X Education");
            console.press("g", "a");
            assertThat(console.heading("You and your party")).isVisible();
            console.palette("batch");
            assertThat(console.heading("Batches")).isVisible();
            console.press("Shift+?");
            assertThat(console.heading("Keys")).isVisible();
            console.accessible("keys").press("Escape");
            assertThat(console.heading("Keys")).isHidden();
            console.palette("deutsch");
            assertThat(console.heading("Lieferungen")).isVisible();
            assertThat(console.page().locator("html")).hasAttribute("lang", "de");
        }
    }

    @Test
    void whatIsDoneWithManyCanBeStoppedAndTriedAgain() {
        try (var console = console(ColorScheme.LIGHT)) {
            var page = console.logIn("X Education")
                    .open("/seller/stock?status=open")
                    .page();
            var rows = page.locator("tr[data-id]");
            for (int n = 0; n < 3; n++) rows.nth(n).getByRole(AriaRole.CHECKBOX).click();
            var first = new AtomicReference<Route>();
            page.route("**/v1/leads/" + rows.nth(0).getAttribute("data-id") + "/withdraw", first::set);
            var refused = "{\"title\": \"Not now\", \"status\": 409, \"code\": \"not-now\"}";
            page.route(
                    "**/v1/leads/" + rows.nth(1).getAttribute("data-id") + "/withdraw",
                    route -> route.fulfill(
                            new Route.FulfillOptions().setStatus(409).setBody(refused)),
                    new Page.RouteOptions().setTimes(1));
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("3 selected"))
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Withdraw"))
                    .click();
            console.dialogButton("Withdraw").click();
            assertThat(console.dialogButton("Stop")).isFocused();
            page.waitForCondition(() -> first.get() != null);
            console.press("Enter");
            first.get().resume();
            assertThat(console.dialog()).containsText("1 of 3 done, 2 not begun");
            console.dialogButton("Go on").click();
            assertThat(console.dialog()).containsText("2 of 3 done, 1 failed");
            assertThat(console.dialog()).containsText("Not now");
            console.accessible("what failed of many").picture("bulk-failed");
            console.dialogButton("Try the failed again").click();
            assertThat(console.dialog()).containsText("3 of 3 done");
            console.press("Escape");
            assertThat(page.getByText("3 selected")).hasCount(0);
        }
    }
}
