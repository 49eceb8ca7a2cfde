package dev.galena.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The second step of a log-in, with an authenticator of the test's own. */
class AuthenticatorTest {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static OpenMarket market;
    private static int people;

    @BeforeAll
    static void open() {
        market = OpenMarket.open();
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private record Person(String email, String password) {
        static Person invited() {
            var email = "careful" + people++ + "@northfield.example";
            var user = market.as(market.buyer)
                    .post("/v1/users", JsonObject.of("email", email, "roles", JsonArray.of("buyer")))
                    .expect(201)
                    .json();
            return new Person(email, user.getString("first_password"));
        }

        Reply logIn(String code) {
            var body = JsonObject.of("email", email, "password", password);
            return market.client().post("/v1/sessions", code == null ? body : body.put("totp", code));
        }

        ApiClient browser(String code) {
            var login = logIn(code).expect(201);
            return market.client()
                    .with("Cookie", login.header("Set-Cookie").orElseThrow().replaceAll(";.*", ""))
                    .with("X-CSRF-Token", login.json().getString("csrf_token"));
        }
    }

    /** A person with an authenticator, and the browser in which it was set up. */
    private record Enrolled(Person person, ApiClient browser, String secret, List<String> recoveryCodes) {
        static Enrolled fresh() {
            var person = Person.invited();
            var browser = person.browser(null);
            var secret = browser.post("/v1/me/totp", JsonObject.of("password", person.password()))
                    .expect(200)
                    .json()
                    .getString("secret");
            var codes = browser.post("/v1/me/totp/confirm", JsonObject.of("code", code(secret, 0)))
                    .expect(200)
                    .json()
                    .getJsonArray("recovery_codes");
            market.clock.advance(Duration.ofSeconds(30)); // that code is used
            return new Enrolled(
                    person,
                    browser,
                    secret,
                    codes.stream().map(Object::toString).toList());
        }

        String code(int stepsAway) {
            return code(secret, stepsAway);
        }

        static byte[] bytes(String secret) {
            var bytes = ByteBuffer.allocate(20);
            for (int i = 0; i < 32; i += 8) {
                long group = 0;
                for (int j = i; j < i + 8; j++) group = group << 5 | BASE32.indexOf(secret.charAt(j));
                for (int shift = 32; shift >= 0; shift -= 8) bytes.put((byte) (group >> shift));
            }
            return bytes.array();
        }

        static String code(String secret, int stepsAway) {
            long step = market.clock.instant().getEpochSecond() / 30 + stepsAway;
            try {
                var mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
                var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
                int from = hash[19] & 15;
                long number = (ByteBuffer.wrap(hash).getInt(from) & 0x7fffffffL) % 1_000_000;
                return String.format("%06d", number);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Reply delete(ApiClient browser, JsonObject body) {
        return browser.send("DELETE", "/v1/me/totp", "application/json", BodyPublishers.ofString(body.encode()));
    }

    @Test
    void onceConfirmedEachLogInTakesACode() {
        var person = Person.invited();
        var browser = person.browser(null);
        assertThat(browser.get("/v1/me/totp").expect(200).json().getString("since"))
                .isNull();
        browser.post("/v1/me/totp/confirm", JsonObject.of("code", "123456")).expect(409, "totp-off");
        browser.post("/v1/me/totp", JsonObject.of("password", "another")).expect(403, "wrong-password");
        var begun = browser.post("/v1/me/totp", JsonObject.of("password", person.password()))
                .expect(200);
        var secret = begun.json().getString("secret");
        assertThat(begun.json().getString("uri"))
                .startsWith("otpauth://totp/Galena:" + person.email().replace("@", "%40"))
                .contains("secret=" + secret);
        assertThat(begun.header("Cache-Control")).contains("no-store");
        person.logIn(null).expect(201); // not confirmed yet
        browser.post("/v1/me/totp/confirm", JsonObject.of("code", wrong(Enrolled.code(secret, 0))))
                .expect(403, "wrong-code");
        browser.post("/v1/me/totp/confirm", JsonObject.of("code", Enrolled.code(secret, 0)))
                .expect(200);
        browser.post("/v1/me/totp/confirm", JsonObject.of("code", "123456")).expect(409, "totp-on");
        browser.post("/v1/me/totp", JsonObject.of("password", person.password()))
                .expect(409, "totp-on");
        var standing = browser.get("/v1/me/totp").expect(200).json();
        assertThat(standing.getString("since")).isNotNull();
        assertThat(standing.getInteger("recovery_codes_left")).isEqualTo(10);

        person.logIn(null).expect(401, "totp-required");
        new Person(person.email(), "not the password").logIn("123456").expect(401, "invalid-credentials");
        person.logIn(Enrolled.code(secret, 0)).expect(401, "totp-wrong"); // it confirmed, so it is used
        market.clock.advance(Duration.ofSeconds(30));
        var code = Enrolled.code(secret, 0);
        person.logIn(code.substring(0, 3) + " " + code.substring(3)).expect(201);
        person.logIn(code).expect(401, "totp-wrong");
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Test
    void clocksMayBeHalfAMinuteApart() {
        var slow = Enrolled.fresh();
        market.clock.advance(Duration.ofMinutes(2));
        slow.person().logIn(slow.code(-2)).expect(401, "totp-wrong");
        slow.person().logIn(slow.code(-1)).expect(201);
        slow.person().logIn(slow.code(2)).expect(401, "totp-wrong");
        slow.person().logIn(slow.code(1)).expect(201);
        slow.person().logIn(slow.code(0)).expect(401, "totp-wrong"); // an older one than was used
    }

    @Test
    void aRecoveryCodeStandsInOnce() {
        var lost = Enrolled.fresh();
        assertThat(lost.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        var first = lost.recoveryCodes().getFirst();
        lost.person()
                .logIn(first.toUpperCase(java.util.Locale.ROOT).replace("-", " "))
                .expect(201);
        lost.person().logIn(first).expect(401, "totp-wrong");
        var browser = lost.person().browser(lost.recoveryCodes().get(1));
        assertThat(browser.get("/v1/me/totp").json().getInteger("recovery_codes_left"))
                .isEqualTo(8);
        var others = browser.post(
                        "/v1/me/totp/recovery-codes",
                        JsonObject.of("password", lost.person().password()))
                .expect(200)
                .json()
                .getJsonArray("recovery_codes");
        lost.person().logIn(lost.recoveryCodes().get(2)).expect(401, "totp-wrong");
        lost.person().logIn(others.getString(0)).expect(201);
        var stranger = Enrolled.fresh();
        stranger.person().logIn(others.getString(1)).expect(401, "totp-wrong");
    }

    @Test
    void guessedCodesLockTheAccountButNoKey() {
        var person = Enrolled.fresh();
        for (int i = 0; i < 5; i++) person.person().logIn(wrong(person.code(0))).expect(401, "totp-wrong");
        person.person().logIn(person.code(0)).expect(401, "invalid-credentials"); // right, but locked
        person.browser().get("/v1/me").expect(200);
        delete(person.browser(), JsonObject.of("code", person.code(0))).expect(403, "wrong-code");
        delete(person.browser(), JsonObject.of("password", person.person().password()))
                .expect(403, "wrong-password");
        market.as(market.buyer).get("/v1/me").expect(200);
        market.clock.advance(Duration.ofSeconds(31));
        person.person().logIn(person.code(0)).expect(201);
    }

    @Test
    void askingForTheCodeForgivesNoGuess() {
        var person = Enrolled.fresh();
        for (int i = 0; i < 5; i++) {
            person.person().logIn(wrong(person.code(0))).expect(401, "totp-wrong");
            if (i < 4) person.person().logIn(null).expect(401, "totp-required");
        }
        person.person().logIn(null).expect(401, "invalid-credentials");
    }

    @Test
    void oneCodeOpensOneSessionHoweverManyTryAtOnce() throws Exception {
        var person = Enrolled.fresh();
        var code = person.code(0);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = pool.invokeAll(Stream.generate(() -> (Callable<Integer>)
                            () -> person.person().logIn(code).status())
                    .limit(12)
                    .toList());
            int in = 0;
            for (var each : tries) in += each.get() == 201 ? 1 : 0;
            assertThat(in).isEqualTo(1);
        }
    }

    @Test
    void itGoesByPasswordOrByCode() {
        var byCode = Enrolled.fresh();
        delete(byCode.browser(), new JsonObject()).expect(400, "invalid-request");
        delete(byCode.browser(), JsonObject.of("code", wrong(byCode.code(0)))).expect(403, "wrong-code");
        delete(byCode.browser(), JsonObject.of("code", byCode.code(0))).expect(204);
        byCode.person().logIn(null).expect(201);
        delete(byCode.browser(), JsonObject.of("password", byCode.person().password()))
                .expect(409, "totp-off");
        var byPassword = Enrolled.fresh();
        delete(byPassword.browser(), JsonObject.of("password", "another")).expect(403, "wrong-password");
        delete(
                        byPassword.browser(),
                        JsonObject.of("password", byPassword.person().password()))
                .expect(204);
        byPassword.person().logIn(byPassword.recoveryCodes().getFirst()).expect(201); // not needed, not looked at
    }

    @Test
    void keysHaveNone() {
        market.as(market.buyer).get("/v1/me/totp").expect(403, "forbidden");
        market.as(market.buyer)
                .post("/v1/me/totp", JsonObject.of("password", "whatever it is"))
                .expect(403, "forbidden");
    }

    @Test
    void theDatabaseHoldsNeitherSecretNorCodes() throws Exception {
        var person = Enrolled.fresh();
        var all = new String(new WholeDatabase(market).dump(), ISO_8859_1);
        assertThat(all)
                .contains(person.person().email())
                .doesNotContain(person.secret())
                .doesNotContain(new String(Enrolled.bytes(person.secret()), ISO_8859_1))
                .doesNotContain(person.recoveryCodes().getFirst())
                .doesNotContain(person.recoveryCodes().getFirst().replace("-", ""));
    }
}
