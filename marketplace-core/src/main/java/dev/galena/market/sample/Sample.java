package dev.galena.market.sample;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some of many, drawn at random.
 *
 * @param population how many there were to draw from
 * @param size how many were drawn
 * @param seed hexadecimal; see {@link DrawSample} for how to draw the same again
 * @param judged items that somebody gave a verdict
 */
public record Sample(
        UUID id,
        Frame frame,
        @Nullable String sellerName,
        long population,
        int size,
        String seed,
        Instant drawnAt,
        String drawnBy,
        int judged,
        int problems,
        @Nullable SignOff signOff) {

    /** What is drawn from. */
    public enum Kind {
        SALES,
        CONSENTS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    /**
     * Which ones count.
     *
     * @param from with it
     * @param to without it
     * @param wanted 1 to 200
     */
    public record Frame(
            Kind kind,
            Instant from,
            Instant to,
            @Nullable UUID sellerId,
            @Nullable String vertical,
            int wanted) {
        static final int WANTED_MAX = 200;

        public Frame {
            if (wanted < 1 || wanted > WANTED_MAX) throw new IllegalArgumentException("1 to 200 are drawn");
            if (!from.isBefore(to)) throw new IllegalArgumentException("a period ends after its begin");
        }
    }

    /** Somebody stands for it. */
    public record SignOff(
            Instant at, UUID userId, int problems, @Nullable String remark) {}

    /** One that was drawn, and what was said of it last. */
    public record Item(
            int n,
            UUID about,
            UUID leadId,
            UUID consentId,
            UUID sellerId,
            String sellerName,
            Instant at,
            @Nullable Verdict verdict) {}

    /** {@code remark}: what is wrong, where something is. */
    public record Verdict(boolean ok, @Nullable String remark, Instant at, String actor) {
        public Verdict {
            if (!ok && remark == null) throw new IllegalArgumentException("a problem is named");
        }
    }
}
