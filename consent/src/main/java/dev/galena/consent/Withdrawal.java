package dev.galena.consent;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody says that a person withdraws.
 *
 * @param claimedAt when the person said so; an instant ahead of our clock counts as now
 * @param channel how it reached us: {@code api}, {@code email}, {@code phone} …
 * @param recordedBy the party that tells us
 */
public record Withdrawal(Target target, Instant claimedAt, String channel, UUID recordedBy) {

    /** What is withdrawn. */
    public sealed interface Target {}

    /** One consent. */
    public record OfConsent(UUID consentId) implements Target {}

    /** Everything a person agreed to so far, also what is being recorded at this moment; the person may be unknown yet. */
    public record OfPerson(Identity identity) implements Target {}

    /** Everything a known person agreed to so far. */
    public record OfSubject(UUID subjectId) implements Target {}

    public Withdrawal {
        if (channel.isBlank() || channel.length() > 40) {
            throw new IllegalArgumentException("a channel of 1 to 40 characters: " + channel);
        }
    }
}
