package dev.galena.consent;

import java.util.Locale;
import java.util.Optional;

/**
 * Something a record of consent may hold. Which of them a consent holds is kept as bits beside the sealed values, so that a
 * rule set can be applied without opening anything.
 */
public enum Fact {
    PHONE,
    EMAIL,
    NAME,
    PAGE,
    IP,
    USER_AGENT,
    CERTIFICATE,
    SOURCE,
    ACT;

    int bit() {
        return 1 << ordinal();
    }

    /** As named by rule sets and refusals: {@code phone}, {@code user-agent} … */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Fact> byCode(String code) {
        for (var fact : values()) {
            if (fact.code().equals(code)) return Optional.of(fact);
        }
        return Optional.empty();
    }
}
