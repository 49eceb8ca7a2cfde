package dev.galena.api;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.db.Id;
import dev.galena.market.party.Actor;
import dev.galena.market.party.LogIn;
import io.vertx.core.json.JsonObject;

/** People log in and out. */
final class SessionRoutes {
    private final LogIn logIn;
    private final Cookies cookies;
    private final Authenticate authenticate;

    SessionRoutes(LogIn logIn, Cookies cookies, Authenticate authenticate) {
        this.logIn = logIn;
        this.cookies = cookies;
        this.authenticate = authenticate;
    }

    Answer create(Call call) {
        var body = call.body();
        return switch (logIn.logIn(body.getString("email"), body.getString("password"), body.getString("totp"))) {
            case LogIn.LoggedIn session ->
                Answer.created(
                                "/v1/me",
                                JsonObject.of(
                                        "user_id", Id.text("usr", session.userId()),
                                        "csrf_token", session.csrf(),
                                        "expires_at", session.expiresAt().toString()))
                        .with("set-cookie", cookies.set(session.cookie(), LogIn.LIFE));
            case LogIn.Denied denied -> Answer.of(Problems.INVALID_CREDENTIALS.problem(), call.id());
            case LogIn.CodeMissing missing -> Answer.of(Problems.TOTP_REQUIRED.problem(), call.id());
            case LogIn.CodeWrong wrong -> Answer.of(Problems.TOTP_WRONG.problem(), call.id());
            case LogIn.Busy busy ->
                Answer.of(Problems.OVERLOADED.problem(), call.id()).with("retry-after", "5");
        };
    }

    Answer end(Call call) {
        var session = cookies.session(call.request());
        if (session != null) {
            logIn.logOut(session);
            authenticate.forget();
        }
        return Answer.noContent().with("set-cookie", cookies.clear());
    }

    Answer changePassword(Call call) {
        var person = call.caller().as();
        if (person.kind() != Actor.Kind.PERSON) {
            return Answer.of(Problems.FORBIDDEN.because("a key has no password"), call.id());
        }
        var body = call.body();
        return switch (logIn.changePassword(
                person.id(), body.getString("old_password"), body.getString("new_password"))) {
            case YES -> {
                authenticate.forget();
                yield Answer.noContent().with("set-cookie", cookies.clear());
            }
            case WRONG_PASSWORD -> Answer.of(Problems.WRONG_PASSWORD.problem(), call.id());
            case BUSY -> Answer.of(Problems.OVERLOADED.problem(), call.id()).with("retry-after", "5");
        };
    }
}
