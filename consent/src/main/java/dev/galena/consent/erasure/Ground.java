package dev.galena.consent.erasure;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a person is to be forgotten. */
public enum Ground {
    /** Regulation (EU) 2016/679, article 17. */
    GDPR_17,
    /** Cal. Civ. Code 1798.105. */
    CCPA_1798_105,
    OTHER_LAW,
    /** Nobody asked: it is just not needed any more. */
    NO_LONGER_NEEDED;

    /** As written in the API, the database and the log. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Ground> of(String code) {
        return Stream.of(values()).filter(ground -> ground.code().equals(code)).findFirst();
    }
}
