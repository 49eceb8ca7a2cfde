package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's work at the console, by mouse and by keyboard alone. */
@ExtendWith(Demo.class)
class OperatorJourneyTest {

    @TempDir
    private static Path temp;

    private static Galena galena;
    private static Chromium chromium;

    @BeforeAll
    static void open(Demo.Open demo) {
        galena = demo.galena();
        chromium = demo.chromium();
    }

    private static Locator row(Console console, String... texts) {
        var rows = console.page().getByRole(AriaRole.ROW);
        for (var text : texts) rows = rows.filter(new Locator.FilterOptions().setHasText(text));
        return rows.first();
    }

    /** As the console writes amounts. */
    private static String walletOf(String party) throws Exception {
        var balance = galena.get(party, "/v1/wallet").json().getJsonObject("wallet");
        return String.format(Locale.ROOT, "%,.2f XTS", balance.getLong("amount") / 100.0);
    }

    private static Locator dialogButton(Console console, String name) {
        return console.page()
                .locator("dialog[open]")
                .last()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void theLedgerIsZeroAndEachPostingCanBeSeen() throws Exception {
        try (var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
            console.logIn("Operator").open("/operator/ledger");
            assertThat(console.page().getByText("Every cent is accounted for")).isVisible();
            console.button("Recompute every balance").click();
            assertThat(console.page().getByText("Every balance was recomputed")).isVisible();
            console.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("XTS"))
                    .click();
            row(console, "Northfield College", "wallet").click();
            assertThat(console.page().locator("dialog")).containsText(walletOf("Northfield College"));
            console.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All postings"))
                    .click();
            row(console, "XTS").click();
            assertThat(console.heading("Posting")).isVisible();
            console.picture("operator-posting").accessible("a posting");
        }
    }

    @Test
    void theLedgerByKeyboard() {
        try (var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
            console.logInByKeyboard("Operator").press("g", "l");
            assertThat(console.page().getByText("Every cent is accounted for")).isVisible();
            console.tabTo(console.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("XTS")))
                    .press("Enter");
            assertThat(row(console, "wallet")).isVisible();
            console.press("j", "j", "Enter");
            assertThat(console.page().locator("dialog[open]")).isVisible();
            console.press("Escape");
            assertThat(console.page().locator("dialog[open]")).isHidden();
        }
    }

    /** The operator is an officer too: both have a screen at {@code g l}. */
    @Test
    void lettersLeadToThePartOneIsIn() {
        try (var console = new Console(galena, chromium, ColorScheme.DARK)) {
            console.logInByKeyboard("Operator").press("g", "l");
            assertThat(console.page().locator("main h1")).hasText("Ledger");
            console.press("g", "e");
            assertThat(console.page().locator("main h1")).hasText("Erasures");
            console.press("g", "l");
            assertThat(console.page().locator("main h1")).hasText("Log");
            console.press("?");
            assertThat(console.dialog()).containsText("Log · Compliance");
            assertThat(console.dialog()).containsText("Today · Operator");
            console.accessible("the list of keys").picture("keys");
            console.press("Escape", "g", "t");
            assertThat(console.page().locator("main h1")).hasText("Today");
            console.press("g", "l");
            assertThat(console.page().locator("main h1")).hasText("Ledger");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartnerIsLetInAndMayOwe(boolean keyboard) throws Exception {
        var name = keyboard ? "Keyboard College" : "Mouse College";
        try (var console = new Console(galena, chromium, ColorScheme.DARK)) {
            if (keyboard) {
                console.logInByKeyboard("Operator").palette("new partner");
                assertThat(console.field("Name")).isFocused();
                console.type(name).press("Tab", "Tab").type("XTS").press("Enter");
            } else {
                console.logIn("Operator").open("/operator/partners");
                console.button("New partner").click();
                console.field("Name").fill(name);
                console.field("Currency").fill("XTS");
                console.accessible("a new partner");
                console.button("Let in").click();
            }
            assertThat(console.heading(name + " is in")).isVisible();
            var key = console.page().locator("dialog[open] code").textContent();
            assertThat(key).startsWith("gal_test_");
            if (keyboard) console.press("Escape");
            else dialogButton(console, "Close").last().click();

            if (keyboard) {
                console.press("j", "Enter");
            } else {
                row(console, name).click();
            }
            assertThat(console.page().locator("dialog[open]")).containsText("Buyer’s wallet");
            if (keyboard)
                console.tabTo(dialogButton(console, "Money and terms")).press("Enter", "Enter");
            else {
                dialogButton(console, "Money and terms").click();
                dialogButton(console, "Credit line").click();
            }
            var limit = console.field("Limit (XTS)");
            assertThat(limit).isFocused();
            console.type("1,250.00").press("Tab");
            console.type("a good customer");
            if (keyboard) console.press("Enter");
            else dialogButton(console, "Set the limit").click();
            assertThat(console.page().locator("dialog[open]").first()).containsText("1,250.00 XTS");
            console.picture("operator-credit-line-" + (keyboard ? "keyboard" : "mouse"));
        }
    }

    /** Of the demo's leads, which are play money; by mouse in the light, by keyboard in the dark. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aScorecardIsTriedBeforeItIsPublished(boolean keyboard) {
        var colors = keyboard ? ColorScheme.DARK : ColorScheme.LIGHT;
        try (var console = new Console(galena, chromium, colors)) {
            if (keyboard) {
                console.logInByKeyboard("Operator").press("g", "v");
                assertThat(row(console, "Education")).isVisible();
                console.open("/operator/verticals?open=education&part=score");
                console.tabTo(link(console, "Change and try")).press("Enter");
            } else {
                console.logIn("Operator").open("/operator/verticals");
                row(console, "Education").click();
                console.page()
                        .getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Scorecard"))
                        .click();
                link(console, "Change and try").click();
            }
            var points = console.field("Points of occupation-professional");
            assertThat(points).isVisible();
            assertThat(console.button("Try on last week’s leads")).isEnabled();
            if (keyboard) {
                console.tabTo(points).press("Control+a").type("60");
                console.tabTo(console.field("Of")).type("P"); // play money
                console.tabTo(console.button("Try on last week’s leads")).press("Enter");
            } else {
                console.button("Try on last week’s leads").click();
                assertThat(console.page().getByText("No leads to try it on")).isVisible();
                console.button("Take play-money leads").click();
                points.fill("5.5");
                assertThat(console.page().getByText("Numbers are whole")).isVisible();
                assertThat(console.button("Try on last week’s leads")).isDisabled();
                points.fill("60");
                console.button("Try on last week’s leads").click();
            }
            assertThat(console.heading("What the draft would have done")).isVisible();
            assertThat(console.page().getByText("Too few to say anything.").first())
                    .isVisible();
            assertThat(row(console, "occupation: Working Professional")).isVisible();
            console.picture("operator-scorecard-" + (keyboard ? "keyboard" : "mouse"))
                    .accessible("a scorecard on trial in " + colors);
            var last = keyboard ? "58" : "59"; // another than the one before has published
            points.fill(last);
            assertThat(console.page().getByText("The draft has changed since it was tried."))
                    .isVisible();
            var publish = console.button("Publish as version " + (keyboard ? 3 : 2));
            if (keyboard) {
                points.press("Shift+Tab"); // the field before it; the buttons of the page are before its fields
                for (int n = 0; n < 60 && !(Boolean) publish.evaluate("it => it === document.activeElement"); n++)
                    console.press("Shift+Tab");
                console.press("Enter");
            } else publish.click();
            assertThat(console.page().locator("dialog[open]")).containsText("Prices follow levels");
            if (keyboard) console.tabTo(dialogButton(console, "Publish")).press("Enter");
            else dialogButton(console, "Publish").click();
            assertThat(console.page().getByText("Version " + (keyboard ? 3 : 2) + " saved"))
                    .isVisible();
            assertThat(points).hasValue(last);
        }
    }

    private static Locator link(Console console, String name) {
        return console.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aContestedReturnIsDecided(boolean keyboard) throws Exception {
        contested(keyboard ? "keyboard" : "mouse");
        try (var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
            if (keyboard) {
                console.logInByKeyboard("Operator").press("g", "d");
                assertThat(row(console, "Contested")).isVisible();
                console.press("j", "Enter");
                console.tabTo(dialogButton(console, "Accept the return")).press("Enter");
                assertThat(console.field("Amount (XTS)")).isFocused();
                console.press("Enter");
            } else {
                console.logIn("Operator").open("/operator/disputes?state=contested");
                row(console, "Contested").click();
                dialogButton(console, "Accept the return").click();
                console.accessible("a decision").picture("operator-decision");
                dialogButton(console, "Accept the return").click();
            }
            assertThat(console.page().locator("dialog[open]").first()).containsText("Accepted");
            assertThat(console.page().getByText("Return accepted, money given back"))
                    .isVisible();
        }
        assertThat(galena.get("Northfield College", "/v1/returns?state=accepted")
                        .json()
                        .getJsonArray("data"))
                .hasSizeGreaterThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void moneyThatNobodyKnowsRaisesAnAlarm(Hand hand) throws Exception {
        var text = "Who this is from nobody knows, " + hand;
        var statement = Files.writeString(
                temp.resolve(hand + ".csv"), "date,amount,currency,text\n2026-11-20,125.00,USD,\"" + text + "\"\n");
        try (var console = new Console(galena, chromium, ColorScheme.LIGHT)) {
            hand.logIn(console, "Operator");
            hand.press(console, tile(console, "bank"));
            hand.press(console, console.button("Read in a statement"));
            hand.file(console, "Choose a statement", statement);
            assertThat(console.row(text)).isVisible();

            hand.go(console, "Today", "t");
            var tile = tile(console, "alarms");
            assertThat(tile).containsText(java.util.regex.Pattern.compile("[1-9]"));
            int before = Integer.parseInt(tile.textContent().replaceAll("\\D", ""));
            console.accessible("today with an alarm").picture("operator-today-alarm-" + hand);
            hand.press(console, tile);
            hand.openRow(console, console.row(text));
            assertThat(console.dialog()).containsText("line-unknown");
            assertThat(console.dialog()).containsText("credit of 125.00 USD: " + text);
            hand.press(console, console.dialogButton("Resolve"));
            console.accessible("an alarm is resolved");
            hand.press(console, console.dialogButton("Resolve"));
            assertThat(console.page().getByText("Alarm resolved").first()).isVisible();
            assertThat(console.dialog()).containsText("Resolved by");
            assertThat(console.dialogButton("Resolve")).isHidden();
            console.accessible("an alarm that is resolved").picture("operator-alarm-resolved-" + hand);
            console.page().reload(); // a link to it goes on working when the list has it no more
            assertThat(console.dialog()).containsText("Resolved by");
            assertThat(console.dialog()).containsText(text);
            hand.close(console);
            assertThat(console.row(text)).isHidden();

            hand.go(console, "Today", "t");
            assertThat(tile).containsText(Integer.toString(before - 1));
            console.took("an alarm raised by a statement, looked at, resolved, by " + hand);
        }
    }

    /** What of it waits, on the first screen. */
    private static Locator tile(Console console, String screen) {
        return console.page().locator("main a[href*='/operator/" + screen + "']");
    }

    /** A buyer wants his money back, and the seller says no. */
    private static void contested(String key) throws Exception {
        var found = galena.get("Northfield College", "/v1/listings?vertical=education&limit=20")
                .json();
        JsonObject bought = null;
        for (var one : found.getJsonArray("data")) {
            var reply = galena.post(
                    "Northfield College",
                    "/v1/purchases",
                    key + ((JsonObject) one).getString("id"),
                    JsonObject.of("listing", ((JsonObject) one).getString("id")));
            if (reply.status() == 201) {
                bought = reply.json();
                break;
            }
        }
        assertThat(bought).as("something can be bought").isNotNull();
        var sale = bought.encode().replaceFirst(".*\"(sal_[0-9a-z]{26})\".*", "$1");
        var asked = galena.post(
                "Northfield College",
                "/v1/sales/" + sale + "/returns",
                key + "r",
                JsonObject.of("reason", "wrong-number"));
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        var id = asked.json().getString("id");
        for (var seller : new String[] {"X Education", "Bright Path Media"}) {
            var said =
                    galena.post(seller, "/v1/returns/" + id + "/decision", key + "d", JsonObject.of("accepted", false));
            if (said.status() == 200) return;
        }
        throw new AssertionError("no seller knows of return " + id);
    }
}
