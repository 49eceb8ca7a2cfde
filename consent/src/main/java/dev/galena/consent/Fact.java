package dev.galena.consent;

import java.util.Locale;
import java.util.Optional;

/**
 * Something a record of consent may hold. Which of them a consent holds is kept as bits beside the sealed values, so that a
 * rule set can be applied without opening anything.
 */
public enum Fact {
    PHONE(1),
    EMAIL(2),
    NAME(4),
    PAGE(8),
    IP(16),
    USER_AGENT(32),
    CERTIFICATE(64),
    SOURCE(128),
    ACT(256);

    private final int bit;
    private final String code;
    private final String first;

    Fact(int bit) {
        this.bit = bit;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.first = code + ".0";
    }

    int bit() {
        return bit;
    }

    /** As named by rule sets and refusals: {@code phone}, {@code user-agent} … */
    public String code() {
        return code;
    }

    /** The first of several values: {@code certificate.0}. */
    String first() {
        return first;
    }

    static Optional<Fact> byCode(String code) {
        for (var fact : values()) {
            if (fact.code().equals(code)) return Optional.of(fact);
        }
        return Optional.empty();
    }
}
