package dev.galena.consent;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number or address is not to be used any more.
 *
 * @param sellerId by this seller's consents only; null: by anybody's
 * @param channels only these; empty: none at all
 * @param list where it was found, and as of when
 * @param source how it reached us: {@code api}, {@code file}, {@code webhook}, {@code page}
 */
public record Suppression(
        Identity identity,
        @Nullable UUID sellerId,
        Set<Channel> channels,
        Reason reason,
        @Nullable String list,
        @Nullable LocalDate asOf,
        String source,
        UUID addedBy) {

    public static final int LIST_CHARS_MAX = 60;

    /** Why. */
    public enum Reason {
        /** The person said so. */
        PERSON,
        /** A list of people who want no calls. */
        DNC,
        /** A list of people who go to court over calls. */
        LITIGATOR,
        OPERATOR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> of(String code) {
            return Stream.of(values()).filter(r -> r.code().equals(code)).findFirst();
        }
    }

    public Suppression {
        channels = Set.copyOf(channels);
        if (list != null && (list.isBlank() || list.length() > LIST_CHARS_MAX))
            throw new IllegalArgumentException("a list has a name of 1 to 60 characters");
    }

    int channelBits() {
        return channels.isEmpty() ? Channel.ALL_BITS : Channel.bits(channels);
    }

    boolean concerns(Consent consent) {
        return sellerId == null || sellerId.equals(consent.sellerId());
    }
}
