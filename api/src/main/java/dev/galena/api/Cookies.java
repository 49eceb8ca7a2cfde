package dev.galena.api;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session cookie. Served by TLS it is a {@code __Host-} one: browsers then refuse it from other hosts, other paths and plain
 * HTTP. Plain HTTP is for development only.
 */
record Cookies(boolean secure) {
    private String name() {
        return secure ? "__Host-galena_session" : "galena_session";
    }

    @Nullable
    String session(HttpServerRequest request) {
        var cookie = request.getCookie(name());
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /** The value of a Set-Cookie header. */
    String set(String session, Duration life) {
        return cookie(session).setMaxAge(life.toSeconds()).encode();
    }

    String clear() {
        return cookie("").setMaxAge(0).encode();
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(name(), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT);
    }
}
