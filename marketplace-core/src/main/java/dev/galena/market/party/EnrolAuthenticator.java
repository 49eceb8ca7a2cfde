package dev.galena.market.party;

import dev.galena.db.Database;
import dev.galena.db.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person sets up an authenticator for their log-in, gets recovery codes, and lets go of it again. A session alone is not enough for
 * any of it: who found a browser open could lock its person out, or let themselves in for good.
 */
public final class EnrolAuthenticator {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_LETTERS = 10; // fifty bits: five guesses a quarter of an hour find none

    private final Database database;
    private final Users users;
    private final SecondFactors factors;
    private final SecondStep step;
    private final Passwords passwords;
    private final SecureRandom random;
    private final InstantSource clock;

    public EnrolAuthenticator(
            Database database,
            Users users,
            SecondFactors factors,
            SecondStep step,
            Passwords passwords,
            SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.users = users;
        this.factors = factors;
        this.step = step;
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** The secret, by hand and as a picture would hold it; told this once. */
    public record Begun(String secret, String uri) implements Outcome {
        @Override
        public String toString() {
            return "Begun[hidden]";
        }
    }

    /** The recovery codes, told this once. */
    public record Codes(List<String> codes) implements Outcome {
        @Override
        public String toString() {
            return "Codes[hidden]";
        }
    }

    /** From now on the password is enough. */
    public record Ended() implements Outcome {}

    /** Nothing was changed. */
    public enum Refused implements Outcome {
        ON_ALREADY,
        NOT_THERE,
        WRONG_PASSWORD,
        WRONG_CODE,
        BUSY
    }

    /** Since when a person's log-in takes a second step (null: it does not), and how many recovery codes are unused. */
    public record Standing(@Nullable Instant since, int codesLeft) {}

    /** What shows that a person and not only their browser asks; a password goes before a code. */
    public record Shown(@Nullable String password, @Nullable String code) {
        @Override
        public String toString() {
            return "Shown[hidden]";
        }
    }

    public Standing standing(UUID userId) {
        return database.read(tx -> new Standing(
                factors.find(tx, userId).map(SecondFactors.Stored::confirmedAt).orElse(null),
                factors.codesLeft(tx, userId)));
    }

    /** The secret of an authenticator that is asked for once {@link #confirm} has seen a code of it. */
    public Outcome begin(UUID userId, String email, String password) {
        var secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return shown(userId, new Shown(password, null), (tx, now) -> {
            if (confirmed(tx, userId)) return Refused.ON_ALREADY;
            factors.begin(tx, userId, step.seal(userId, secret), now);
            return new Begun(Totp.text(secret), Totp.uri(secret, email));
        });
    }

    public Outcome confirm(UUID userId, String code) {
        return database.inTx(tx -> {
            var now = clock.instant();
            users.locked(tx, userId, now);
            var begun = factors.find(tx, userId);
            if (begun.isEmpty()) return Refused.NOT_THERE;
            if (begun.get().confirmedAt() != null) return Refused.ON_ALREADY;
            if (!step.fromAuthenticator(tx, userId, begun.get(), code, now)) return Refused.WRONG_CODE;
            factors.confirm(tx, userId, now);
            return freshCodes(tx, userId);
        });
    }

    /** Ten others; those of before are worth nothing any more. */
    public Outcome renewCodes(UUID userId, Shown shown) {
        return shown(userId, shown, (tx, now) -> confirmed(tx, userId) ? freshCodes(tx, userId) : Refused.NOT_THERE);
    }

    public Outcome end(UUID userId, Shown shown) {
        return shown(userId, shown, (tx, now) -> {
            if (!confirmed(tx, userId)) return Refused.NOT_THERE;
            factors.end(tx, userId);
            return new Ended();
        });
    }

    /** Wrong guesses count like those at the door. */
    private Outcome shown(UUID userId, Shown shown, BiFunction<Tx, Instant, Outcome> then) {
        var login = database.read(tx -> users.login(tx, userId)).orElseThrow();
        var matches = shown.password() == null
                ? Optional.of(false)
                : passwords.matches(shown.password(), login.passwordHash());
        if (matches.isEmpty()) return Refused.BUSY;
        var now = clock.instant();
        return database.inTx(tx -> {
            boolean locked = users.locked(tx, userId, now);
            if (!locked && (matches.get() || codeIsRight(tx, userId, shown, now))) return then.apply(tx, now);
            if (!locked) users.failed(tx, userId, now);
            return shown.password() == null ? Refused.WRONG_CODE : Refused.WRONG_PASSWORD;
        });
    }

    private boolean codeIsRight(Tx tx, UUID userId, Shown shown, Instant now) {
        return shown.password() == null && step.judge(tx, userId, shown.code(), now) == SecondStep.Verdict.RIGHT;
    }

    private boolean confirmed(Tx tx, UUID userId) {
        return factors.find(tx, userId)
                .filter(known -> known.confirmedAt() != null)
                .isPresent();
    }

    private Codes freshCodes(Tx tx, UUID userId) {
        var codes = Stream.generate(() -> passwords.fresh(RECOVERY_LETTERS))
                .distinct()
                .limit(RECOVERY_CODES)
                .toList();
        factors.replaceCodes(
                tx, userId, codes.stream().map(code -> step.hash(userId, code)).toList());
        return new Codes(codes);
    }
}
