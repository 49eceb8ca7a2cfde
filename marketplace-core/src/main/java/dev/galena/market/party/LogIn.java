package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person shows their password, and a code where they have set up an authenticator, and gets a session. Locking an account out touches its password only, never the party's
 * keys.
 */
public final class LogIn {
    /** Of a session. */
    public static final Duration LIFE = Duration.ofHours(12);

    private static final int TOKEN_BYTES = 32;

    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final SecondStep secondStep;
    private final Passwords passwords;
    private final SecureRandom random;
    private final InstantSource clock;
    private volatile String nobodysHash = "";

    public LogIn(
            Database database,
            Users users,
            Sessions sessions,
            SecondStep secondStep,
            Passwords passwords,
            SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        this.secondStep = secondStep;
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    /** How it went. */
    public sealed interface Outcome {}

    /** The cookie is for the browser alone; the other is for the X-CSRF-Token header of changing requests. */
    public record LoggedIn(UUID userId, String cookie, String csrf, Instant expiresAt) implements Outcome {
        @Override
        public String toString() {
            return "LoggedIn[" + userId + "]";
        }
    }

    /** Unknown address, wrong password or locked account: deliberately not told apart. */
    public record Denied() implements Outcome {}

    /** Too many are logging in at this moment. */
    public record Busy() implements Outcome {}

    /** The password is right; say the code of the authenticator, too. */
    public record CodeMissing() implements Outcome {}

    /** The password is right, the code is not, or was used before. Counts as a wrong guess. */
    public record CodeWrong() implements Outcome {}

    public Outcome logIn(String email, String password, @Nullable String code) {
        var now = clock.instant();
        var login = database.read(tx -> users.login(tx, email.toLowerCase(Locale.ROOT)));
        // An unknown address takes as long as a known one.
        var hash = login.map(Users.Login::passwordHash).orElseGet(this::nobodysHash);
        if (hash.isEmpty()) {
            return new Busy();
        }
        var matches = passwords.matches(password, hash);
        if (matches.isEmpty()) {
            return new Busy();
        }
        return login.map(known -> decide(known.id(), matches.get(), code, now)).orElseGet(Denied::new);
    }

    /** In one transaction that holds the account: of guesses that come at once, those beyond the limit find it locked. */
    private Outcome decide(UUID userId, boolean matches, @Nullable String code, Instant now) {
        return database.inTx(tx -> {
            if (users.locked(tx, userId, now)) {
                return new Denied();
            }
            if (!matches) {
                users.failed(tx, userId, now);
                return new Denied();
            }
            return switch (secondStep.judge(tx, userId, code, now)) {
                case MISSING -> new CodeMissing();
                case WRONG -> {
                    users.failed(tx, userId, now);
                    yield new CodeWrong();
                }
                case NOT_NEEDED, RIGHT -> session(tx, userId, now);
            };
        });
    }

    private LoggedIn session(Tx tx, UUID userId, Instant now) {
        var cookie = token();
        var csrf = token();
        var expiresAt = now.plus(LIFE);
        users.succeeded(tx, userId);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(cookie);
        sessions.add(tx, KeyText.hash(text), userId, csrf, now, expiresAt);
        return new LoggedIn(userId, text, HexFormat.of().formatHex(csrf), expiresAt);
    }

    public void logOut(String cookie) {
        database.inTx(tx -> {
            sessions.end(tx, KeyText.hash(cookie));
            return cookie;
        });
    }

    /** What became of a new password. */
    public enum Changed {
        YES,
        WRONG_PASSWORD,
        BUSY
    }

    /** Changes the password and ends every session of the person; nothing changes unless the old one is right. */
    public Changed changePassword(UUID userId, String old, String fresh) {
        var login = database.read(tx -> users.login(tx, userId)).orElseThrow();
        var matches = passwords.matches(old, login.passwordHash());
        var hash = passwords.hash(fresh);
        if (matches.isEmpty() || hash.isEmpty()) {
            return Changed.BUSY;
        }
        if (!matches.get()) {
            return Changed.WRONG_PASSWORD;
        }
        return database.inTx(tx -> {
            users.password(tx, userId, hash.get());
            sessions.endAll(tx, userId);
            return Changed.YES;
        });
    }

    private String nobodysHash() {
        if (nobodysHash.isEmpty()) {
            nobodysHash = passwords.hash(passwords.fresh()).orElse("");
        }
        return nobodysHash;
    }

    private byte[] token() {
        var token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return token;
    }
}
