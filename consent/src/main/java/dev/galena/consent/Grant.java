package dev.galena.consent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person agreed to something: what {@link Consents#grant} records.
 *
 * @param sellerId the party that asked
 * @param noticeText the exact words shown, up to {@link Notice#CHARS_MAX}
 * @param language of the words, a BCP 47 tag
 * @param certified a certificate of a known issuer came with it
 * @param imported came in a batch rather than as it happened
 */
public record Grant(
        Subject subject,
        Identity identity,
        UUID sellerId,
        String noticeText,
        String language,
        Instant grantedAt,
        @Nullable Instant expiresAt,
        Set<Channel> channels,
        boolean certified,
        boolean imported,
        Captured captured) {

    public Grant {
        if (noticeText.isBlank() || noticeText.length() > Notice.CHARS_MAX) {
            throw new IllegalArgumentException("a notice of " + noticeText.length() + " characters");
        }
        if (noticeText.indexOf(0) >= 0) throw new IllegalArgumentException("a notice with a NUL");
        noticeText = Notice.wellFormed(noticeText);
        grantedAt = grantedAt.truncatedTo(ChronoUnit.MICROS); // as the table keeps it
        expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
        if (language.length() < 2 || language.length() > 35) {
            throw new IllegalArgumentException("not a language tag: " + language);
        }
        channels = Set.copyOf(channels);
    }
}
