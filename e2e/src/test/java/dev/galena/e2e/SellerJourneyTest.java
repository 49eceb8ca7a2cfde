package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A seller's day at the console, by mouse and again by keyboard alone. */
@ExtendWith(Demo.class)
class SellerJourneyTest {
    private static final String SELLER = "X Education";
    private static final String BUYER = "Northfield College";

    /** His time is put forward, so that what he bought can no longer be returned. */
    private static final String BUYER_AHEAD = "Harbor Institute";

    private static final Duration FIRST_BATCH_MAX = Duration.ofMinutes(10);

    private static final String WORDS = "\"X Education and its partner Northfield College may call and text me; "
            + "my consent is not a condition of any purchase.\"";

    @TempDir
    private static Path temp;

    private static Galena galena;
    private static Chromium chromium;

    @BeforeAll
    static void open(Demo.Open demo) throws Exception {
        galena = demo.galena();
        chromium = demo.chromium();
        galena.giveOperatorAKey("billing:write");
        for (var party : List.of("Operator", SELLER))
            assertThat(galena.put(party, "/v1/profile", onPaper(party)).status())
                    .isEqualTo(200);
        sold(BUYER_AHEAD, "first"); // its statement comes some seconds later
    }

    private static JsonObject onPaper(String name) {
        return new JsonObject()
                .put("name", name)
                .put("street", "Street 1")
                .put("city", "Town")
                .put("postcode", "12345")
                .put("country", "US")
                .put("email", "books@example.com")
                .put("rhythm", "purchase")
                .put("self_billing", true);
    }

    private static Console console(Hand hand) {
        return new Console(galena, chromium, hand == Hand.MOUSE ? ColorScheme.LIGHT : ColorScheme.DARK);
    }

    private static Locator text(Console console, String text) {
        return console.page().getByText(text).first();
    }

    // ── a file becomes leads ──

    /** Semicolons, umlauts as Windows has them, a heading nobody knows, a wrong number, somebody twice. */
    private static Path messy(Hand hand) throws IOException {
        String area = area(hand);
        var lines = List.of(
                "Vorname;E-Mail;Rückruf;State;ZIP;Specialization;TotalVisits;Consent Text;Consent At;Consent Channels;Consent Page;Bemerkung",
                lead("Jürgen", "a" + area + "@example.com", "(" + area + ") 555-0142", "erster"),
                lead("Zoë", "b" + area + "@example.com", "+1 " + area + " 555 0143", "zweite"),
                lead("Max", "c" + area + "@example.com", area + ".555.0144", "=1+1"),
                lead("Eva", "d" + area + "@example", "12", "nicht erreichbar"),
                lead("Jürgen", "a" + area + "@example.com", "(" + area + ") 555-0142", "noch einmal"));
        return Files.write(
                temp.resolve("Messe " + hand + ".csv"),
                String.join("\r\n", lines).getBytes(Charset.forName("windows-1252")));
    }

    /** Of California, and nobody of the demo's stock lives there. */
    private static String area(Hand hand) {
        return hand == Hand.MOUSE ? "415" : "510";
    }

    private static String lead(String name, String email, String phone, String note) {
        return String.join(
                ";",
                name,
                email,
                phone,
                "CA",
                "90012",
                "Finance Management",
                "7",
                WORDS,
                Instant.now().minus(Duration.ofDays(1)).toString(),
                "call|sms",
                "https://courses.example.com/guide",
                note);
    }

    private static void toColumns(Console console, Hand hand, Path file) {
        hand.file(console, "Choose a file, or drop it here", file);
        assertThat(text(console, file.getFileName().toString())).isVisible();
        hand.press(console, console.button("On to the columns"));
        assertThat(console.button("Try the whole file")).isVisible();
    }

    private static void takeIn(Console console, Hand hand, String rows, String leads) {
        hand.press(console, console.button("Try the whole file"));
        hand.press(console, console.button("Take in " + rows));
        assertThat(text(console, leads + " taken in")).isVisible();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstBatchOfAMessyFileAndItsRejectsCorrected(Hand hand) throws IOException {
        var file = messy(hand);
        try (var console = console(hand)) {
            hand.logIn(console, SELLER);
            hand.go(console, "Upload", "u");
            hand.press(console, console.button("Open a source"));
            hand.write(console, console.field("Name"), "fair-" + hand);
            hand.press(console, console.dialogButton("Open a source"));
            assertThat(console.field("Source")).hasValue("fair-" + hand);
            hand.choose(console, console.field("Vertical"), "Education");
            toColumns(console, hand, file);
            assertThat(console.page().getByRole(AriaRole.ROW).filter(with("Rückruf")))
                    .containsText("Not recognised");
            hand.choose(console, console.field("Where Rückruf goes"), "Phone number");
            console.accessible("the columns").picture("seller-upload-columns-" + hand);
            takeIn(console, hand, "3 good rows", "3 leads");
            console.accessible("taken in").picture("seller-upload-taken-" + hand);
            assertThat(console.took("Seller's first accepted batch by " + hand)).isLessThan(FIRST_BATCH_MAX);

            var rejects = hand.download(console, console.link("Rejected rows as CSV"), temp);
            String bad = Files.readString(rejects);
            assertThat(bad).contains("Rückruf", "invalid-phone", "Eva").doesNotContain("Zoë");
            String area = area(hand);
            Files.writeString(
                    rejects,
                    bad.replace("\"12\"", "\"" + area + "-555-0145\"").replace("@example\"", "@example.com\""));
            hand.press(console, console.button("Upload the corrected file"));
            toColumns(console, hand, rejects);
            assertThat(text(console, "As last time")).isVisible();
            takeIn(console, hand, "1 good row", "1 lead");
            hand.press(console, console.link("See the leads"));
            assertThat(console.heading("Stock")).isVisible();
            assertThat(console.page().locator("tr[data-id]")).hasCount(1);
            console.took("Seller's messy file with its rejects corrected by " + hand);
        }
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    // ── what buyers want back ──

    /** Some lead of the seller is sold. */
    private static String sold(String buyer, String key) throws Exception {
        var open = galena.get(SELLER, "/v1/leads?vertical=education&status=open&sold=false&limit=20")
                .json()
                .getJsonArray("data");
        for (var lead : open) {
            var id = ((JsonObject) lead).getString("id");
            var bought = galena.post(buyer, "/v1/purchases", key + id, JsonObject.of("listing", id));
            if (bought.status() == 201)
                return bought.json().getJsonArray("sales").getJsonObject(0).getString("id");
        }
        throw new AssertionError("nothing can be bought of " + open);
    }

    private static String wallet(String account) throws Exception {
        long amount =
                galena.get(SELLER, "/v1/wallet").json().getJsonObject(account).getLong("amount");
        return String.format(Locale.ROOT, "%,.2f XTS", amount / 100.0);
    }

    private static Locator tile(Console console, String label) {
        return console.page()
                .locator("main p", new Page.LocatorOptions().setHasText(label))
                .first()
                .locator("xpath=..");
    }

    @ParameterizedTest
    @EnumSource
    void aReturnIsAnsweredAndTheMoneySeen(Hand hand) throws Exception {
        var sale = sold(BUYER, "return " + hand);
        var asked = galena.post(
                BUYER, "/v1/sales/" + sale + "/returns", "return " + hand, JsonObject.of("reason", "wrong-number"));
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        String before = wallet("pending");
        try (var console = console(hand)) {
            hand.logIn(console, SELLER);
            hand.go(console, "Earnings", "e");
            assertThat(tile(console, "Pending")).containsText(before);
            hand.go(console, "Returns", "r");
            hand.openRow(console, console.row("Waits for you"));
            hand.press(console, console.dialogButton("Accept the return"));
            assertThat(console.heading("Accept the return")).isVisible();
            console.accessible("the question").picture("seller-return-" + hand);
            hand.press(console, console.dialogButton("Accept the return"));
            assertThat(text(console, "Accepted; the money goes back")).isVisible();
            assertThat(console.dialog()).containsText("Accepted");
            hand.isAt(console.dialog().locator("[data-start]"));
            console.accessible("the answered return");
            hand.close(console);
            assertThat(console.row("Waits for you")).hasCount(0);
            hand.isAt(console.row("Accepted"));
            hand.go(console, "Earnings", "e");
            assertThat(tile(console, "Pending")).not().containsText(before);
            assertThat(tile(console, "Pending")).containsText(wallet("pending"));
            console.accessible("earnings").picture("seller-earnings-" + hand);
            console.took("Seller's answer to a return by " + hand);
        }
    }

    // ── the money gets out ──

    private static void await(Callable<Boolean> there) throws Exception {
        for (int n = 0; !there.call(); n++) {
            if (n == 300) throw new AssertionError("it does not come");
            Thread.sleep(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMoneyIsPaidOut(Hand hand) throws Exception {
        sold(BUYER_AHEAD, "payout " + hand);
        var now = Instant.parse(galena.get(BUYER_AHEAD, "/v1/test/clock").json().getString("now"));
        var moved = galena.post(
                BUYER_AHEAD,
                "/v1/test/clock",
                JsonObject.of("advance_to", now.plus(Duration.ofDays(8)).toString()));
        assertThat(moved.status()).as(moved.body()).isEqualTo(200);
        String payable = wallet("payable");
        String account = hand == Hand.MOUSE ? "DE89 3704 0044 0532 0130 00" : "GB29 NWBK 6016 1331 9268 19";
        await(() -> !galena.get(SELLER, "/v1/statements")
                .json()
                .getJsonArray("data")
                .isEmpty());
        try (var console = console(hand)) {
            hand.logIn(console, SELLER);
            hand.go(console, "Earnings", "e");
            hand.press(
                    console,
                    console.page()
                            .getByRole(
                                    AriaRole.BUTTON,
                                    new Page.GetByRoleOptions().setName(Pattern.compile("^(Set up|Change)$"))));
            hand.choose(console, console.field("Way"), "SEPA (EUR)");
            hand.write(console, console.field("Account holder"), "X Education Inc.");
            console.malformed();
            // the last digit is wrong
            hand.write(console, console.field("Account"), "DE89 3704 0044 0532 0130 01");
            hand.press(console, console.dialogButton("Save"));
            assertThat(text(console, "does not fit this method and currency")).isVisible();
            assertThat(console.field("Account")).isFocused();
            hand.write(console, console.field("Account"), account);
            console.accessible("a destination").picture("seller-destination-" + hand);
            hand.press(console, console.dialogButton("Save"));
            assertThat(text(console, "•••" + account.replace(" ", "").substring(18)))
                    .isVisible();
            hand.isAt(console.button("Change"));
            hand.press(console, console.button("Pay out " + payable));
            hand.press(console, console.dialogButton("Ask for a payout"));
            assertThat(text(console, "Payout asked for")).isVisible();
            assertThat(tile(console, "Payable")).containsText("0.00 XTS");
            hand.go(console, "Payouts", "p");
            hand.openRow(console, console.row(payable));
            assertThat(console.dialog()).containsText("X Education Inc.");
            console.accessible("a payout").picture("seller-payout-" + hand);
            hand.close(console);
            hand.go(console, "Statements", "d");
            hand.openRow(console, console.row("XTS"));
            assertThat(console.dialog()).containsText("Lead, education");
            assertThat(hand.download(console, console.link("PDF"), temp)).isNotEmptyFile();
            console.accessible("a statement").picture("seller-statement-" + hand);
            console.took("Seller's payout by " + hand);
        }
    }

    // ── what is hostile stays text ──

    @Test
    void nothingInAFileIsTakenForMarkup() throws IOException {
        String evil = "<img src=x onerror=alert(1)>";
        var head = List.of(
                "\"" + evil + "\"",
                "Email",
                "\"{{constructor}}\"",
                "__proto__",
                "Phone",
                "\"\"\"><script>alert(2)</script>\"",
                "Specialization");
        var row = List.of(
                "\"<script>alert(3)</script>\"",
                "\"javascript:alert(4)\"",
                "\"'-alert(5)-'\"",
                "\"\u202eevil\"",
                "\"<b>12</b>\"",
                "\"</textarea>\"",
                "\"<svg onload=alert(6)>\"");
        var file = Files.writeString(
                temp.resolve("'onerror='alert(1) <b>x<b>.csv"),
                String.join(",", head) + "\n" + String.join(",", row) + "\n");
        try (var console = console(Hand.MOUSE)) {
            var ran = new AtomicBoolean();
            console.page().onDialog(dialog -> {
                ran.set(true);
                dialog.dismiss();
            });
            console.logIn(SELLER).open("/seller/upload?vertical=education&source=website");
            toColumns(console, Hand.MOUSE, file);
            assertThat(text(console, evil)).isVisible();
            console.accessible("hostile columns");
            console.button("Try the whole file").click();
            assertThat(text(console, "0 can be taken in")).isVisible();
            console.picture("seller-upload-hostile");
            console.open("/seller/quality?source=" + URLEncoder.encode(evil, UTF_8));
            assertThat(console.heading("Quality")).isVisible();
            assertThat(text(console, evil)).isVisible();
            assertThat(console.page().locator("img[src='x'], svg[onload]")).hasCount(0);
            assertThat(ran).isFalse();
        }
    }
}
