package dev.galena.market.party;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.consent.MasterKey;
import dev.galena.db.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the code that a person gives beside their password: from the authenticator, or one of the recovery codes. */
public final class SecondStep {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6}");
    private static final Pattern DECORATION = Pattern.compile("[\\s-]");

    private final SecondFactors factors;
    private final MasterKey master;

    public SecondStep(SecondFactors factors, MasterKey master) {
        this.factors = factors;
        this.master = master;
    }

    /** How it stands with the code. */
    enum Verdict {
        NOT_NEEDED,
        MISSING,
        WRONG,
        RIGHT
    }

    /** A right code is used up by this. Whoever asks holds the lock on the person's account, so that guesses come one by one. */
    Verdict judge(Tx tx, UUID userId, @Nullable String code, Instant now) {
        var factor = factors.find(tx, userId);
        if (factor.isEmpty() || factor.get().confirmedAt() == null) return Verdict.NOT_NEEDED;
        if (code == null) return Verdict.MISSING;
        return use(tx, userId, factor.get(), code, now) ? Verdict.RIGHT : Verdict.WRONG;
    }

    /** Whether it is a code of the authenticator; uses it up. */
    boolean fromAuthenticator(Tx tx, UUID userId, SecondFactors.Stored factor, String code, Instant now) {
        var plain = plain(code);
        if (!DIGITS.matcher(plain).matches()) return false;
        var step = Totp.step(open(userId, factor.sealed().getBytes()), plain, now, factor.usedStep());
        return step.isPresent() && factors.use(tx, userId, step.getAsLong());
    }

    private boolean use(Tx tx, UUID userId, SecondFactors.Stored factor, String code, Instant now) {
        return fromAuthenticator(tx, userId, factor, code, now) || factors.useCode(tx, userId, hash(userId, code), now);
    }

    byte[] seal(UUID userId, byte[] secret) {
        return master.seal(secret, context(userId));
    }

    private byte[] open(UUID userId, byte[] sealed) {
        return master.open(sealed, context(userId));
    }

    /** Of a recovery code, however it is spaced: keyed, because fifty random bits alone could be guessed by who has the database. */
    byte[] hash(UUID userId, String code) {
        return master.lookup("recovery-code", userId + " " + plain(code));
    }

    private static String plain(String code) {
        return DECORATION.matcher(code).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static byte[] context(UUID userId) {
        return ("second_factor " + userId).getBytes(UTF_8);
    }
}
