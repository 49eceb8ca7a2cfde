package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A compliance officer's day at the console, by mouse and again by keyboard alone. */
@ExtendWith(Demo.class)
@TestMethodOrder(OrderAnnotation.class)
class OfficerJourneyTest {
    private static final String OFFICER = "Open Eyes Audit";
    private static final String SELLER = "X Education";
    private static final String BUYER = "Northfield College";
    private static final Duration PROOF_MAX = Duration.ofMinutes(3);
    private static final Duration SETTLED_MAX = Duration.ofMinutes(2);
    private static final String REMARK = "The page shows nothing but " + Hostile.SHORT;
    private static final String WHO = "E-mail address, telephone number or id";

    @TempDir
    private static Path temp;

    private static Galena galena;
    private static Chromium chromium;
    private static KeyPair buyersKey;
    private static String buyersKeyId;

    @BeforeAll
    static void open(Demo.Open demo) throws Exception {
        galena = demo.galena();
        chromium = demo.chromium();
        galena.post(SELLER, "/v1/sources", JsonObject.of("code", "site"));
        buyersKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = buyersKey.getPublic().getEncoded();
        var party = galena.get(BUYER, "/v1/me").json().getJsonObject("party").getString("id");
        var key = JsonObject.of("label", "officers")
                .put(
                        "public_key",
                        Base64.getEncoder()
                                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .put("signature", signed("galena.signing-key/1", party));
        buyersKeyId = done(galena.post(BUYER, "/v1/signing-keys", key)).getString("id");
    }

    private static JsonObject done(Galena.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
        return reply.json();
    }

    private static String signed(String context, String text) throws Exception {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(buyersKey.getPrivate());
        signature.update((context + "\0" + text).getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    /** Somebody whose lead was handed in by the seller and bought by the buyer. */
    private record Person(String email, String phone, String lead) {}

    private static Person sold(String name, int n) throws Exception {
        var person = new Person(name + "@example.com", "+1213556" + (7000 + n), null);
        var at = Instant.now().minusSeconds(300).toString();
        var words = "I agree that X Education, Northfield College and Harbor Institute may call and text me. "
                + "My consent is not a condition of any purchase.";
        var consent = JsonObject.of("text", words, "at", at, "channels", JsonArray.of("call", "sms"))
                .put("page_url", "https://courses.example.com/guide")
                .put("ip", "198.51.100.7");
        var contact = JsonObject.of("first_name", "Ada", "last_name", "Lovelace")
                .put("email", person.email)
                .put("phone", person.phone);
        var lead = JsonObject.of("source", "site", "vertical", "education", "state", "CA", "zip", "90012")
                .put("generated_at", at)
                .put("contact", contact)
                .put("consent", consent);
        var id = done(galena.post(SELLER, "/v1/leads", name, lead)).getString("id");
        done(galena.post(BUYER, "/v1/purchases", name, JsonObject.of("listing", id)));
        return new Person(person.email, person.phone, id);
    }

    private static Console console(ColorScheme colors) {
        return new Console(galena, chromium, colors);
    }

    private static Locator text(Console console, String words) {
        return console.page().getByText(words).first();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void aPersonIsFoundTheTrailReadTheProofVerified(Hand hand) throws Exception {
        var person = sold("found-by-" + hand, hand == Hand.MOUSE ? 0 : 1);
        try (var console = console(ColorScheme.LIGHT)) {
            hand.logIn(console, OFFICER);
            var known = hand == Hand.MOUSE ? person.email : "(213) 556-" + person.phone.substring(8);
            hand.write(console, console.field(WHO), known);
            hand.write(console, console.field("What for?"), "Complaint by the person");
            hand.press(console, console.button("Find"));
            assertThat(console.heading("What happened")).isVisible();
            for (var words : new String[] {
                "Sold to Northfield College", "The person agreed", "may call and text me", "198.51.100.7"
            }) assertThat(text(console, words)).isVisible();
            hand.press(console, console.button("Check the proof here"));
            assertThat(console.page().getByText("VALID.", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            var checks = console.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Checks"));
            assertThat(checks).containsText("Signed by the log");
            assertThat(checks).containsText("In the log");
            assertThat(checks).not().containsText("failed");
            assertThat(console.took("an officer's first verified proof, by " + hand))
                    .isLessThan(PROOF_MAX);
            var file = hand.download(console, console.button("Save the proof"), temp);
            assertThat(file.getFileName().toString()).endsWith(person.lead + ".consent-proof.zip");
            assertThat(Files.size(file)).isGreaterThan(1000);
            console.accessible("a trail with its proof").picture("compliance-trail-" + hand);
        }
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource
    void aWithdrawalHasItsClocksUntilItIsConfirmed(Hand hand) throws Exception {
        var person = sold("withdrawn-by-" + hand, hand == Hand.MOUSE ? 2 : 3);
        try (var console = console(ColorScheme.DARK)) {
            hand.logIn(console, OFFICER);
            go(console, hand, "Withdrawals", "r");
            hand.press(console, console.button("Enter a withdrawal").first());
            assertThat(console.field(WHO)).isFocused();
            hand.write(console, console.field(WHO), hand == Hand.MOUSE ? person.email : person.lead);
            hand.write(console, console.field("How it reached us"), "letter");
            if (hand == Hand.MOUSE) console.accessible("a withdrawal is entered");
            hand.press(console, console.dialogButton("Withdraw consent"));

            assertThat(console.heading("Who has to hear of it")).isVisible();
            var drawer = console.dialog();
            for (var words : new String[] {BUYER, SELLER, "Due", "*/revocation@1"})
                assertThat(drawer).containsText(words);
            assertThat(drawer.getByRole(AriaRole.PROGRESSBAR)).hasCount(2);
            console.accessible("a withdrawal").picture("compliance-withdrawal-" + hand);
            confirm(console.page().url().replaceFirst(".*(rev_[0-9a-z]{26}).*", "$1"));
            hand.close(console);
            assertThat(console.heading("Who has to hear of it")).isHidden();

            hand.go(console, "Clocks", "c");
            hand.press(console, console.button("Filter"));
            hand.choose(console, console.field("State"), "Confirmed");
            console.press("Escape");
            hand.openRow(console, console.row(BUYER));
            hand.press(console, console.dialog().getByText("Signed confirmation"));
            assertThat(console.dialog()).containsText("stopped");
            console.took("a withdrawal entered, its clocks read, a confirmation seen, by " + hand);
            console.accessible("a confirmation").picture("compliance-confirmation-" + hand);
        }
    }

    /** The buyer's machine does what the law asks of it. */
    private static void confirm(String revocation) throws Exception {
        var owed = done(galena.get(BUYER, "/v1/obligations?limit=500")).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("cause").equals(revocation))
                .findFirst()
                .orElseThrow();
        var at = Instant.now().toString();
        var text = "{\"action\":\"stopped\",\"at\":\"" + at + "\",\"consent\":\"" + owed.getString("consent")
                + "\",\"obligation\":\"" + owed.getString("id") + "\",\"revocation\":\"" + revocation + "\"}";
        var said = JsonObject.of("obligation", owed.getString("id"), "key", buyersKeyId)
                .put("action", "stopped")
                .put("at", at)
                .put("signature", signed("galena.acknowledgement/1", text));
        done(galena.post(BUYER, "/v1/revocations/" + revocation + "/acknowledgements", said));
    }

    @Order(3)
    @ParameterizedTest
    @EnumSource
    void aColleagueIsLetInAndSetsUpAnAuthenticator(Hand hand) {
        var email = "colleague-" + hand + "@example.com";
        try (var console = console(ColorScheme.LIGHT)) {
            hand.logIn(console, OFFICER);
            to(console, hand, "People");
            hand.press(console, console.button("Let somebody in").first());
            assertThat(console.dialog().getByLabel("E-mail address")).isFocused();
            console.type(email);
            if (hand == Hand.MOUSE) console.accessible("somebody is let in");
            hand.press(console, console.dialogButton("Let somebody in"));
            var password = console.dialog().locator("pre").textContent();
            hand.press(console, console.dialogButton("I have it"));
            assertThat(console.row(email)).isVisible();
            enter(console, hand, email, password);

            to(console, hand, "Second step");
            hand.press(console, console.button("Set up an authenticator"));
            hand.write(console, console.field("Your password"), password);
            hand.press(console, console.dialogButton("Next"));
            assertThat(console.dialog().getByRole(AriaRole.IMG)).isVisible();
            assertThat(console.field("The number it shows")).isFocused();
            console.accessible("an authenticator is set up").picture("account-authenticator-" + hand);
            console.type(Authenticator.code(console.dialog().locator("pre").textContent()));
            hand.press(console, console.dialogButton("Turn it on"));
            var codes = console.page()
                    .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Recovery codes"))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(codes).hasCount(10);
            console.accessible("recovery codes").picture("account-recovery-codes-" + hand);

            var recovery = codes.first().textContent();
            enter(console, hand, email, password);
            assertThat(console.field("Number from your authenticator")).isFocused();
            console.accessible("the second step").type(recovery);
            hand.press(console, console.button("Log in"));
            assertThat(text(console, "Recovery codes left")).isVisible(); // where one was
            assertThat(console.page().locator("main")).containsText("9");
            console.took("a colleague let in, an authenticator set up and used, by " + hand);
        }
    }

    /** From the first screen, whose first field has the focus: Esc leaves it. */
    private static void go(Console console, Hand hand, String screen, String key) {
        if (hand == Hand.KEYBOARD) console.press("Escape");
        hand.go(console, screen, key);
    }

    /** To a screen that has no letter. */
    private static void to(Console console, Hand hand, String screen) {
        if (hand == Hand.MOUSE) hand.go(console, screen, "");
        else console.palette(screen);
        assertThat(console.heading(screen)).isVisible();
    }

    /** Out, and in again as somebody. */
    private static void enter(Console console, Hand hand, String email, String password) {
        hand.press(console, console.button(OFFICER));
        hand.press(console, console.button("Log out"));
        assertThat(console.field("E-mail address")).isFocused();
        hand.write(console, console.field("E-mail address"), email);
        hand.write(console, console.field("Password"), password);
        hand.press(console, console.button("Log in"));
        assertThat(console.field("Password")).isHidden();
        assertThat(console.page().locator("main h1").first()).isVisible();
    }

    /** A sample is drawn of what is a minute old, so this comes last. */
    @Order(4)
    @ParameterizedTest
    @EnumSource
    void aSampleIsDrawnJudgedAndSigned(Hand hand) throws Exception {
        aMinuteIsOver();
        try (var console = console(ColorScheme.LIGHT)) {
            hand.logIn(console, OFFICER);
            go(console, hand, "Samples", "s");
            hand.press(console, console.button("Draw a sample").first());
            hand.choose(console, console.field("Of"), "Consents");
            hand.write(console, console.field("How many"), "2");
            console.accessible("a sample is drawn");
            hand.press(console, console.dialogButton("Draw"));
            assertThat(console.heading("2 items")).isVisible();

            hand.press(console, console.link("Read the trail").first());
            assertThat(console.heading("What happened")).isVisible();
            console.page().goBack();
            if (hand == Hand.MOUSE) console.button("Item 1 is in order").click();
            else console.press("o");
            assertThat(text(console, "1 of 2 judged")).isVisible();
            if (hand == Hand.MOUSE) console.button("Problem with item 2").click();
            else console.press("p");
            assertThat(console.field("What is wrong?")).isFocused();
            console.accessible("a problem").type(REMARK);
            hand.press(console, console.dialogButton("Note the problem"));
            assertThat(text(console, REMARK)).isVisible();
            hand.press(console, console.button("Draw again by the seed and compare"));
            assertThat(text(console, "The same ones in the same order")).isVisible();
            console.picture("compliance-sample-" + hand);

            hand.press(console, console.button("Sign the sample"));
            hand.write(console, console.field("In a sentence or two"), "One page has gone; else in order.");
            console.accessible("a signature").picture("compliance-signature-" + hand);
            hand.press(console, console.dialogButton("Sign the sample"));
            assertThat(console.button("Item 1 is in order")).isHidden();
            assertThat(text(console, "One page has gone")).isVisible();
            console.took("a sample drawn, judged, signed, by " + hand);
            console.accessible("a signed sample");
        }
    }

    private static void aMinuteIsOver() throws Exception {
        var until = Instant.now().plus(SETTLED_MAX);
        var wanted = JsonObject.of("kind", "consents", "from", "2020-01-01T00:00:00Z", "to", "2100-01-01T00:00:00Z");
        for (int n = 0; ; n++) {
            var drawn = galena.post(OFFICER, "/v1/samples", "settled" + n + until, wanted.put("size", 2));
            if (drawn.status() == 201 && drawn.json().getInteger("size") == 2) return;
            assertThat(Instant.now()).as(drawn.body()).isBefore(until);
            Thread.sleep(500);
        }
    }
}
