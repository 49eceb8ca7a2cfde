package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the marketplace and its buyers agree on, at the console of both, by mouse and again by keyboard alone: who they are on documents,
 * and plans. Each hand is another buyer's.
 */
@ExtendWith(Demo.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractJourneyTest {
    private static Galena galena;
    private static Chromium chromium;

    @BeforeAll
    static void open(Demo.Open demo) {
        galena = demo.galena();
        chromium = demo.chromium();
    }

    private static Console console(Hand hand) {
        return new Console(galena, chromium, hand == Hand.MOUSE ? ColorScheme.LIGHT : ColorScheme.DARK);
    }

    private static String buyer(Hand hand) {
        return hand == Hand.MOUSE ? "Northfield College" : "Harbor Institute";
    }

    private static Locator text(Console console, String text) {
        return console.page().getByText(text).first();
    }

    private static long wallet(Hand hand) throws Exception {
        return galena.get(buyer(hand), "/v1/wallet")
                .json()
                .getJsonObject("wallet")
                .getLong("amount");
    }

    private static void await(Callable<Boolean> there) throws Exception {
        for (int n = 0; !there.call(); n++) {
            if (n == 300) throw new AssertionError("it does not come");
            Thread.sleep(100);
        }
    }

    // ── who one is on documents ──

    /** Nobody gets a document before. */
    @Test
    @Order(1)
    void theMarketplaceSaysWhoItIsOnDocuments() {
        var hand = Hand.KEYBOARD;
        try (var console = console(hand)) {
            hand.logIn(console, "Operator");
            var hint = text(console, "nobody has said who this marketplace is");
            assertThat(hint).isVisible();
            hand.press(console, console.link("Say who you are"));
            assertThat(text(console, "This is the marketplace itself")).isVisible();
            assertThat(console.field("How often")).isHidden(); // it gets none
            hand.write(console, console.field("Name"), "Open Market Ltd.");
            hand.write(console, console.field("Street and number"), "Street 1");
            hand.write(console, console.field("Postcode"), "12345");
            hand.write(console, console.field("City"), "Town");
            hand.write(console, console.field("E-mail for documents"), "books@example.com");
            hand.press(console, console.button("Save"));
            assertThat(text(console, "Saved. Documents are written")).isVisible();
            hand.go(console, "Today", "t");
            assertThat(console.heading("Waiting for somebody")).isVisible();
            assertThat(hint).isHidden();
            hand.go(console, "Company details", "n");
            assertThat(console.field("Name")).hasValue("Open Market Ltd.");
        }
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource
    void whatWaitsIsInvoicedToWhoeverOneIsOnPaper(Hand hand) throws Exception {
        var wish = JsonObject.of("filter", JsonObject.of("vertical", "education"), "count", 1)
                .put("budget", JsonObject.of("amount", 100_000, "currency", "XTS"));
        assertThat(galena.post(buyer(hand), "/v1/purchases", "before", wish).status())
                .isEqualTo(201);
        String name = "Hochschule " + hand + " GmbH";
        try (var console = console(hand)) {
            hand.logIn(console, buyer(hand));
            hand.go(console, "Invoices", "i");
            assertThat(text(console, "No invoices are written for you")).isVisible();
            console.accessible("no invoices yet").picture("buyer-no-invoices-" + hand);
            hand.press(console, console.link("Say who you are").first());
            assertThat(text(console, "Without this you get no invoices")).isVisible();
            hand.write(console, console.field("Name"), name);
            hand.write(console, console.field("VAT id"), "DE 12");
            hand.write(console, console.field("Street and number"), "Hauptstraße 1");
            hand.write(console, console.field("Postcode"), "12345");
            hand.write(console, console.field("City"), "Köln");
            hand.choose(console, console.field("Country"), "Germany");
            hand.press(console, console.button("Save"));
            assertThat(console.field("E-mail for documents")).isFocused();
            assertThat(text(console, "Needed.")).isVisible();
            hand.write(console, console.field("E-mail for documents"), "rechnung@example.com");
            hand.choose(console, console.field("How often"), "For each purchase");
            console.malformed();
            hand.press(console, console.button("Save"));
            assertThat(text(console, "is not in the form of DE")).isVisible();
            assertThat(console.field("VAT id")).isFocused();
            console.accessible("a VAT id that is none").picture("company-" + hand);
            hand.write(console, console.field("VAT id"), "DE 123 456 789");
            hand.press(console, console.button("Save"));
            assertThat(text(console, "Saved. Documents are written")).isVisible();
            assertThat(console.field("VAT id")).hasValue("DE123456789");
            assertThat(text(console, "Without this you get no invoices")).isHidden();
            await(() -> !galena.get(buyer(hand), "/v1/invoices")
                    .json()
                    .getJsonArray("data")
                    .isEmpty());
            hand.go(console, "Invoices", "i");
            hand.openRow(console, console.row("XTS"));
            assertThat(console.dialog()).containsText(name + ", Hauptstraße 1 12345 Köln DE");
            assertThat(text(console, "No invoices are written for you")).isHidden();
            console.took("Buyer's details and first invoice by " + hand);
        }
    }

    // ── plans ──

    /** One is on offer at a time, so that nobody has to say which. */
    @Order(3)
    @ParameterizedTest
    @EnumSource
    void aPlanIsPublishedTakenUsedRaisedAndWithdrawn(Hand hand) throws Exception {
        String name = "Starter " + hand;
        try (var operator = console(hand)) {
            hand.logIn(operator, "Operator");
            to(operator, hand, "Plans");
            publish(operator, hand, name);
            try (var buyer = console(hand)) {
                hand.logIn(buyer, buyer(hand));
                taken(buyer, hand, name);
                nextVersion(operator, hand, name);
                assertThat(text(buyer, "1 of 5 leads used")).isVisible();
            }
            var drawer = operator.dialog();
            hand.press(operator, operator.dialogButton("Withdraw"));
            operator.accessible("what withdrawing does");
            hand.press(operator, operator.dialogButton("Withdraw"));
            assertThat(drawer.getByText("Withdrawn").first()).isVisible();
            assertThat(galena.get(buyer(hand), "/v1/plans").json().getJsonArray("data"))
                    .isEmpty();
            hand.press(operator, operator.link("All of them"));
            assertThat(operator.heading("Subscriptions")).isVisible();
            hand.openRow(operator, operator.row(buyer(hand), name + ", version 1", "Active"));
            assertThat(operator.dialog()).containsText("20.00 XTS");
            operator.accessible("a subscription").picture("operator-subscription-" + hand);
            operator.took("A plan from publishing to withdrawing by " + hand);
        }
    }

    private static void publish(Console console, Hand hand, String name) {
        hand.press(console, console.button("New plan").first());
        hand.write(console, console.field("Name"), name);
        hand.write(console, console.field("Code"), "starter-" + hand);
        hand.write(console, console.field("Currency"), "XTS");
        hand.choose(console, console.field("Vertical"), "Auto insurance");
        hand.write(console, console.field("Price a month (XTS)"), "twenty");
        hand.write(console, console.field("Leads a month"), "5");
        hand.write(console, console.field("Leads carried over"), "3");
        hand.press(console, console.dialogButton("Read it through …"));
        assertThat(text(console, "Not an amount.")).isVisible();
        assertThat(text(console, "Both of them, or none.")).isVisible();
        hand.write(console, console.field("Price a month (XTS)"), "20");
        hand.write(console, console.field("Months they last longer"), "2");
        console.accessible("a plan is filled in").picture("operator-plan-form-" + hand);
        hand.press(console, console.dialogButton("Read it through …"));
        assertThat(console.dialog()).containsText("20.00 XTS a month, plus VAT");
        assertThat(console.dialog()).containsText("Whoever uses all 5 leads pays 4.00 XTS for each");
        assertThat(console.dialog()).containsText("Refused when the leads are used up");
        assertThat(console.dialog()).containsText("Up to 3 leads last 2 months longer");
        console.accessible("a plan as a whole").picture("operator-plan-review-" + hand);
        hand.press(console, console.dialogButton("Publish"));
        assertThat(text(console, name + ": version 1 is published")).isVisible();
        assertThat(console.dialog()).containsText("Nobody has subscribed to it.");
    }

    /** And pays for a lead. */
    private static void taken(Console console, Hand hand, String name) throws Exception {
        hand.go(console, "Subscriptions", "s");
        assertThat(console.heading(name)).isVisible();
        hand.press(console, console.button("Start …"));
        assertThat(console.dialog()).containsText("20.00 XTS");
        console.accessible("what a plan does");
        hand.press(console, console.dialogButton("Start …"));
        assertThat(text(console, "0 of 5 leads used")).isVisible();
        long after = wallet(hand);
        hand.go(console, "Find leads", "f");
        hand.choose(console, console.field("Vertical"), "Auto insurance");
        hand.openRow(console, console.row("XTS"));
        hand.press(console, console.dialogButton("Buy …"));
        assertThat(console.dialog()).containsText("Subscription");
        console.accessible("a quote of the plan").picture("buyer-quota-" + hand);
        hand.press(
                console,
                console.page()
                        .getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName(Pattern.compile("^Buy 1 lead for "))));
        assertThat(console.heading("1 lead bought")).isVisible();
        hand.press(console, console.button("Go on"));
        hand.close(console);
        hand.go(console, "Subscriptions", "s");
        assertThat(text(console, "1 of 5 leads used")).isVisible();
        assertThat(wallet(hand)).isEqualTo(after);
        console.accessible("a subscription").picture("buyer-subscription-" + hand);
    }

    /** Dearer, for those who come later. */
    private static void nextVersion(Console console, Hand hand, String name) {
        hand.press(console, console.dialogButton("Next version …"));
        hand.write(console, console.field("Price a month (XTS)"), "25.50");
        hand.press(console, console.dialogButton("Read it through …"));
        assertThat(console.dialog()).containsText("1 of its terms changes:");
        assertThat(console.dialog()).containsText("Whoever has version 1 keeps it");
        console.accessible("a version beside the one before").picture("operator-plan-version-" + hand);
        hand.press(console, console.dialogButton("Publish"));
        assertThat(text(console, name + ": version 2 is published")).isVisible();
        assertThat(console.dialog()).containsText("25.50 XTS a month");
        assertThat(console.dialog()).containsText(buyer(hand));
        console.accessible("a plan with its versions").picture("operator-plan-" + hand);
    }

    /** Screens without a letter: the keyboard finds them by their name. */
    private static void to(Console console, Hand hand, String screen) {
        if (hand == Hand.MOUSE) hand.go(console, screen, "");
        else console.palette(screen.toLowerCase(Locale.ROOT));
        assertThat(console.heading(screen).first()).isVisible();
    }
}
