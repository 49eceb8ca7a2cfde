package dev.galena.market.certificate;

import dev.galena.consent.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who issues certificates and can tell whether one is good. Never throws for what the far end does. */
public interface Issuer {

    /** As in events: {@code trustedform}. */
    String code();

    boolean issued(String reference);

    /** Asks it to keep the certificate, where it does that, and whether it is this person's. Blocks for some seconds at most. */
    Verdict ask(String reference, Identity person);

    /** What came of it. */
    sealed interface Verdict {}

    /** {@code expiresAt}: null where the issuer keeps it without an end. */
    record Good(@Nullable Instant expiresAt) implements Verdict {}

    /** It has expired, or there never was one. */
    record Gone() implements Verdict {}

    /** It is about another number or address. */
    record OfAnother() implements Verdict {}

    /** No answer that says anything; {@code why} is a code without personal data. */
    record Later(String why) implements Verdict {}
}
