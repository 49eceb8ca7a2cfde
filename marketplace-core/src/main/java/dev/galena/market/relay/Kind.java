package dev.galena.market.relay;

import java.util.Locale;
import java.util.stream.Stream;

/** Why holders have to be told. */
public enum Kind {
    REVOCATION("rev", "consent.revoked"),
    ERASURE("era", "data.erased");

    private final String prefix;
    private final String news;

    Kind(String prefix, String news) {
        this.prefix = prefix;
        this.news = news;
    }

    /** Of the cause's id outside. */
    public String prefix() {
        return prefix;
    }

    /** Type of the event that tells a holder. */
    String news() {
        return news;
    }

    /** As stored, as the field that names the cause, and as the beginning of types: {@code revocation.sent}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
        return Stream.of(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such kind: " + code));
    }
}
