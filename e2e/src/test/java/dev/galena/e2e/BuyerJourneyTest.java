package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A buyer's day at the console, by mouse and again by keyboard alone. Each hand is another buyer's. */
@ExtendWith(Demo.class)
class BuyerJourneyTest {
    private static final Pattern TELEPHONE = Pattern.compile("\\+1\\d{10}");

    @TempDir
    private static Path temp;

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

    private static Locator named(Console console, AriaRole role, String pattern) {
        return console.page().getByRole(role, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
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

    private static String xts(long minor) {
        return String.format(Locale.ROOT, "%,.2f XTS", minor / 100.0);
    }

    // ── find, see the total, buy three, look at one ──

    @ParameterizedTest
    @EnumSource
    void threeLeadsAreFoundBoughtAndOneLookedAt(Hand hand) throws Exception {
        long before = wallet(hand);
        try (var console = console(hand)) {
            hand.logIn(console, buyer(hand));
            hand.go(console, "Find leads", "f");
            hand.choose(console, console.field("Vertical"), "Education");
            var rows = console.page().locator("tr[data-id]");
            if (hand == Hand.MOUSE) {
                named(console, AriaRole.CHECKBOX, "^California: ").click();
                assertThat(rows.first()).containsText("CA 90012");
            } else {
                console.tabTo(named(console, AriaRole.CHECKBOX, "^California: "))
                        .press("ArrowRight", "ArrowDown");
                assertThat(named(console, AriaRole.CHECKBOX, "^Arizona: ")).isFocused();
                console.press("Space");
                assertThat(rows.first()).containsText("AZ 85004");
            }
            console.accessible("find with filters").picture("buyer-find-" + hand);
            hand.openRow(console, rows.first());
            assertThat(named(console, AriaRole.HEADING, "^Why the score is")).isVisible();
            console.accessible("what may be known before").picture("buyer-preview-" + hand);
            hand.close(console);
            for (int n = 0; n < 3; n++) {
                if (hand == Hand.MOUSE) rows.nth(n).getByRole(AriaRole.CHECKBOX).click();
                else console.press("x", "j");
            }
            hand.press(console, console.button("Buy …"));
            var confirm = named(console, AriaRole.BUTTON, "^Buy 3 leads for ");
            assertThat(confirm).isEnabled();
            var total =
                    confirm.textContent().replaceFirst("Buy 3 leads for ", "").strip();
            console.accessible("the quote").picture("buyer-quote-" + hand);
            hand.press(console, confirm);
            assertThat(console.heading("3 leads bought")).isVisible();
            console.accessible("what was bought");
            assertThat(total).isEqualTo(xts(before - wallet(hand)));
            hand.press(console, console.dialog().getByRole(AriaRole.LINK).first());
            hand.press(console, console.button("Show contact"));
            assertThat(console.page().getByText(TELEPHONE).first()).isVisible();
            assertThat(text(console, "Contact looked at")).isVisible();
            console.accessible("a lead with its contact").picture("buyer-lead-" + hand);
            console.took("Buyer's three leads by " + hand);
        }
    }

    // ── how far a lead got, its return, the money ──

    /** A lead that the buyer has now; not the same for both: a number that was wrong once is wrong without asking. */
    private static String bought(Hand hand, String vertical) throws Exception {
        var wish = JsonObject.of(
                "filter", JsonObject.of("vertical", vertical, "state", hand == Hand.MOUSE ? "CA" : "TX"),
                "count", 1,
                "budget", JsonObject.of("amount", 100_000, "currency", "XTS"));
        var bought = galena.post(buyer(hand), "/v1/purchases", vertical + hand, wish);
        assertThat(bought.status()).as(bought.body()).isEqualTo(201);
        return bought.json().getJsonArray("sales").getJsonObject(0).getString("id");
    }

    private static void accepted(Hand hand, String sale) throws Exception {
        var id = galena.get(buyer(hand), "/v1/sales/" + sale)
                .json()
                .getJsonObject("return")
                .getString("id");
        for (var seller : new String[] {"X Education", "Bright Path Media"}) {
            var path = "/v1/returns/" + id + "/decision";
            if (galena.post(seller, path, id, JsonObject.of("accepted", true)).status() == 200) return;
        }
        throw new AssertionError("no seller knows of " + id);
    }

    @ParameterizedTest
    @EnumSource
    void aLeadIsWorkedReturnedAndTheMoneyIsBack(Hand hand) throws Exception {
        long before = wallet(hand);
        String sale = bought(hand, "solar");
        try (var console = console(hand)) {
            var page = hand.logIn(console, buyer(hand)).page();
            hand.go(console, "My leads", "l");
            hand.choose(console, console.field("Vertical"), "Solar");
            var card = page.locator("[data-card='" + sale + "']");
            var contacted = page.locator("[data-column='contacted']");
            if (hand == Hand.MOUSE) {
                card.dragTo(contacted.locator("> div"));
                assertThat(contacted.locator(card)).isVisible();
                console.button("Undo").click();
                assertThat(page.locator("[data-column='new']").locator(card)).isVisible();
                console.accessible("the board").picture("buyer-board");
                card.click();
                console.dialog().getByRole(AriaRole.RADIO, option("No answer")).click();
            } else {
                console.tabTo(card).press("c");
                assertThat(contacted.locator(card)).isFocused();
                console.press("Enter");
                assertThat(console.dialog().getByRole(AriaRole.RADIO, option("Contacted")))
                        .isChecked();
                console.press("u");
            }
            assertThat(console.dialog().getByRole(AriaRole.RADIO, option("No answer")))
                    .isChecked();
            hand.press(console, console.button("Return …"));
            hand.choose(console, console.field("Reason"), "Wrong or disconnected number");
            console.accessible("asking for a return").picture("buyer-return-" + hand);
            hand.press(console, console.button("Ask for the return"));
            assertThat(text(console, "Waits for the seller")).isVisible();
            accepted(hand, sale);
            hand.press(console, console.link("Show the return"));
            assertThat(console.dialog()).containsText("Accepted");
            console.accessible("an accepted return").picture("buyer-returned-" + hand);
            hand.close(console);
            hand.go(console, "Wallet", "w");
            assertThat(page.locator("main")).containsText(xts(before));
            assertThat(page.locator("table").getByText("Return").first()).isVisible();
            console.accessible("the wallet").picture("buyer-wallet-" + hand);
            console.took("Buyer's board, return and money by " + hand);
        }
        assertThat(wallet(hand)).isEqualTo(before);
    }

    private static Locator.GetByRoleOptions option(String name) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name));
    }

    // ── what leads cost ──

    @ParameterizedTest
    @EnumSource
    void whatLeadsCostLeadsToThem(Hand hand) throws Exception {
        while (!galena.get(buyer(hand), "/v1/reports/prices?vertical=solar")
                .body()
                .contains("\"amount\"")) Thread.sleep(100); // reports follow the facts
        try (var console = console(hand)) {
            hand.logIn(console, buyer(hand));
            hand.go(console, "Market", "m");
            hand.choose(console, console.field("Vertical"), "Solar");
            var prices = console.page().locator("figure").first();
            assertThat(prices.locator("canvas")).isVisible();
            console.accessible("prices as a chart").picture("buyer-market-" + hand);
            hand.press(console, prices.getByText("Show as table"));
            var line = prices.locator("tbody tr").first();
            assertThat(line).containsText("XTS");
            console.accessible("prices as a table");
            var file = hand.download(console, prices.getByText("CSV"), temp);
            assertThat(Files.readString(file)).contains("Median asked", "solar");
            String level = line.locator("td").nth(2).textContent();
            hand.press(console, line.getByRole(AriaRole.BUTTON));
            assertThat(console.heading("Find leads")).isVisible();
            assertThat(console.field("Vertical")).hasValue("solar");
            assertThat(named(console, AriaRole.CHECKBOX, "^" + level)).isChecked();
            console.took("Buyer's way from a price to leads by " + hand);
        }
    }

    // ── a key, a webhook, its attempts ──

    /** The first time it is out of order. */
    private static HttpServer receiver(AtomicInteger received) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(received.incrementAndGet() == 1 ? 500 : 204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int ask(String key, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(galena.url(path))).header("authorization", "Bearer " + key);
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsMadeAndAWebhookReplayed(Hand hand) throws Exception {
        var received = new AtomicInteger();
        var server = receiver(received);
        try (var console = console(hand)) {
            var page = hand.logIn(console, buyer(hand)).page();
            hand.go(console, "API keys", "k");
            hand.press(console, console.button("New key …").first());
            hand.write(console, console.field("Name"), "Dialer");
            console.accessible("a new key").picture("developer-key-" + hand);
            hand.press(console, console.dialogButton("Create key"));
            var key = page.locator("[data-secret]").textContent().strip();
            assertThat(ask(key, "/v1/sales?limit=1")).isEqualTo(200);
            hand.press(console, console.button("I have kept it"));
            assertThat(console.row("Dialer")).not().containsText(key);
            assertThat(ask(key, "/v1/purchases/pur_00000000000000000000000000")).isEqualTo(404);

            to(console, hand, "Webhooks");
            hand.press(console, console.button("New endpoint …").first());
            hand.write(
                    console,
                    console.field("Address"),
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            hand.press(console, console.dialogButton("Save"));
            assertThat(page.locator("[data-secret]")).containsText("whsec_");
            hand.press(console, console.button("I have kept it"));

            to(console, hand, "Sandbox");
            hand.choose(console, console.field("Event"), "promo.granted");
            hand.press(console, console.button("Send"));
            assertThat(text(console, "promo.granted was triggered")).isVisible();

            to(console, hand, "Deliveries");
            hand.openRow(console, console.row("promo.granted"));
            assertThat(console.dialog().locator("table").getByText("500").first())
                    .isVisible();
            console.accessible("a delivery that failed").picture("developer-delivery-" + hand);
            var attempts = console.dialog().locator("table tbody tr");
            assertThat(attempts.filter(with("204"))).hasCount(1); // it was tried again by itself
            hand.press(console, console.button("Send again"));
            assertThat(attempts.filter(with("204"))).hasCount(2);
            hand.close(console);
            assertThat(console.row("promo.granted")).containsText("Delivered");

            to(console, hand, "Request log");
            assertThat(console.row("/v1/sales", "Dialer")).isVisible();
            hand.openRow(console, console.row("404"));
            assertThat(console.dialog()).containsText("not-found");
            console.accessible("a request").picture("developer-request-" + hand);
            console.took("Buyer's key and webhook by " + hand);
        } finally {
            server.stop(0);
        }
        assertThat(received.get()).isEqualTo(3);
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** Screens without a letter: the keyboard finds them by their name. */
    private static void to(Console console, Hand hand, String screen) {
        if (hand == Hand.MOUSE) hand.go(console, screen, "");
        else console.palette(screen);
        assertThat(console.heading(screen)).isVisible();
    }
}
