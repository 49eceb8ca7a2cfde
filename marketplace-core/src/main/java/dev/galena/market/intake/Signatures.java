package dev.galena.market.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.galena.consent.Digest;
import dev.galena.consent.Submission;
import dev.galena.consent.Submissions;
import dev.galena.consent.log.Ed25519;
import dev.galena.db.Tx;
import dev.galena.market.party.PartyKey;
import dev.galena.market.party.PartyKeys;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A seller that has registered a key signs whatever it hands in: then nobody else, we included, can have made it up. */
public final class Signatures {
    /** How far a sender's clock may be off, and how long a request may be under way before its body begins. */
    private static final Duration SKEW_MAX = Duration.ofMinutes(5);

    private final PartyKeys keys;
    private final Submissions submissions = new Submissions();

    Signatures(PartyKeys keys) {
        this.keys = keys;
    }

    /** What came of checking, in the order of precedence. */
    public sealed interface Checked {
        /** {@code submission}: what grants are to name; null: nobody signed, and nobody had to. */
        record Good(@Nullable Digest submission) implements Checked {}

        /** The seller has a key in force and did not use it. */
        record Missing() implements Checked {}

        /** Not the seller's key, not in force, not over this, or not now. */
        record Wrong() implements Checked {}
    }

    /** Before a long body is read: whether it is worth it. */
    boolean missing(Tx tx, UUID sellerId, @Nullable Signed signed) {
        return signed == null && keys.inForce(tx, sellerId) > 0;
    }

    /** A good signature is kept, in this transaction. {@code sha256}: of the bytes that came. */
    public Checked check(Tx tx, UUID sellerId, @Nullable Signed signed, byte[] sha256, Instant begun, Instant now) {
        if (signed == null) return missing(tx, sellerId, null) ? new Checked.Missing() : new Checked.Good(null);
        Optional<PartyKey> key = keys.find(tx, sellerId, signed.keyId()).filter(k -> k.revokedAt() == null);
        boolean timely = !signed.created().isBefore(begun.minus(SKEW_MAX))
                && !signed.created().isAfter(begun.plus(SKEW_MAX));
        if (key.isEmpty() || !timely || !MessageDigest.isEqual(sha256, signed.contentSha256())) {
            return new Checked.Wrong();
        }
        byte[] publicKey = key.get().publicKey();
        for (String text : signed.texts()) {
            if (Ed25519.verifies(publicKey, text.getBytes(US_ASCII), signed.signature())) {
                var submission = new Submission(sellerId, signed.keyId(), publicKey, text, signed.signature());
                return new Checked.Good(submissions.add(tx, submission, now));
            }
        }
        return new Checked.Wrong();
    }
}
