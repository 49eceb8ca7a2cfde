package dev.galena.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galena.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionsTest {
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
        Reply logIn() {
            return market.client().post("/v1/sessions", JsonObject.of("email", email, "password", password));
        }
    }

    private static Person person() {
        var email = "person" + people++ + "@northfield.example";
        var user = market.as(market.buyer)
                .post("/v1/users", JsonObject.of("email", email, "roles", JsonArray.of("buyer")))
                .expect(201)
                .json();
        return new Person(email, user.getString("first_password"));
    }

    private static ApiClient browser(Reply login) {
        return market.client()
                .with("Cookie", login.header("Set-Cookie").orElseThrow().replaceAll(";.*", ""));
    }

    @Test
    void aPersonLogsInAndOut() {
        var login = person().logIn().expect(201);
        assertThat(login.header("Set-Cookie").orElseThrow())
                .contains("HTTPOnly", "SameSite=Strict", "Path=/")
                .startsWith("galena_session="); // plain HTTP, so without __Host-
        var browser = browser(login);
        var me = browser.get("/v1/me").expect(200).json();
        assertThat(me.getString("actor")).startsWith("usr_");
        assertThat(me.getString("csrf_token")).isEqualTo(login.json().getString("csrf_token"));
        browser.with("X-CSRF-Token", me.getString("csrf_token"))
                .delete("/v1/sessions")
                .expect(204);
        browser.get("/v1/me").expect(401, "unauthenticated");
    }

    @Test
    void changesNeedTheToken() {
        var login = person().logIn().expect(201);
        var browser = browser(login);
        var body = JsonObject.of("email", "someone@northfield.example", "roles", JsonArray.of("buyer"));
        browser.post("/v1/users", body).expect(403, "csrf-token-invalid");
        browser.with("X-CSRF-Token", "0".repeat(64)).post("/v1/users", body).expect(403, "csrf-token-invalid");
        browser.delete("/v1/sessions").expect(403, "csrf-token-invalid");
        browser.get("/v1/users").expect(200);
        browser.with("X-CSRF-Token", login.json().getString("csrf_token"))
                .post("/v1/users", body)
                .expect(201);
        market.as(market.buyer).post("/v1/users", body).expect(409, "already-exists");
    }

    @Test
    void theUnknownAndTheWrongLookTheSame() {
        var wrong = new Person(person().email(), "not the password")
                .logIn()
                .expect(401, "invalid-credentials")
                .json();
        var unknown = new Person("nobody@northfield.example", "not the password")
                .logIn()
                .expect(401, "invalid-credentials")
                .json();
        wrong.remove("request_id");
        unknown.remove("request_id");
        assertThat(wrong).isEqualTo(unknown);
    }

    @Test
    void guessingLocksTheAccountButNoKey() {
        var person = person();
        for (int i = 0; i < 5; i++) {
            new Person(person.email(), "guess " + i).logIn().expect(401, "invalid-credentials");
        }
        person.logIn().expect(401, "invalid-credentials"); // right, but locked
        market.as(market.buyer).get("/v1/me").expect(200);
        market.clock.advance(Duration.ofSeconds(31));
        person.logIn().expect(201);
        person.logIn().expect(201);
    }

    @Test
    void aNewPasswordEndsEverySession() {
        var person = person();
        var login = person.logIn().expect(201);
        var browser = browser(login).with("X-CSRF-Token", login.json().getString("csrf_token"));
        browser.post("/v1/me/password", JsonObject.of("old_password", "wrong", "new_password", "correct horse battery"))
                .expect(403, "wrong-password");
        browser.post("/v1/me/password", JsonObject.of("old_password", person.password(), "new_password", "short"))
                .expect(400, "invalid-request");
        browser.post(
                        "/v1/me/password",
                        JsonObject.of("old_password", person.password(), "new_password", "correct horse battery"))
                .expect(204);
        browser.get("/v1/me").expect(401);
        person.logIn().expect(401);
        new Person(person.email(), "correct horse battery").logIn().expect(201);
        market.as(market.buyer)
                .post("/v1/me/password", JsonObject.of("old_password", "x", "new_password", "correct horse battery"))
                .expect(403, "forbidden");
    }

    @Test
    void aSessionEndsWithItsTime() {
        var browser = browser(person().logIn().expect(201));
        market.clock.advance(Duration.ofHours(13));
        browser.get("/v1/me").expect(401);
    }

    @Test
    void nobodyInvitesAboveThemselves() {
        market.as(market.buyer)
                .post("/v1/users", JsonObject.of("email", "boss@northfield.example", "roles", JsonArray.of("operator")))
                .expect(400, "invalid-request");
    }

    @Test
    void servedByTlsTheCookieIsBoundToTheHost() {
        try (var secure = OpenMarket.open(Map.of("GALENA_PUBLIC_URL", "https://leads.example"))) {
            var user = secure.as(secure.buyer)
                    .post("/v1/users", JsonObject.of("email", "tls@northfield.example", "roles", JsonArray.of("buyer")))
                    .json();
            var login = secure.client()
                    .post(
                            "/v1/sessions",
                            JsonObject.of(
                                    "email", "tls@northfield.example", "password", user.getString("first_password")))
                    .expect(201);
            assertThat(login.header("Set-Cookie").orElseThrow())
                    .startsWith("__Host-galena_session=")
                    .contains("Secure")
                    .doesNotContain("Domain");
        }
    }
}
