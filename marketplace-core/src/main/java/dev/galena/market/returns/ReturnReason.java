package dev.galena.market.returns;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a lead may be returned. Not reached, bought elsewhere, shopped around, did not convert: these are no reasons. */
public enum ReturnReason {
    /** Wrong or disconnected. */
    WRONG_NUMBER,
    FAKE_IDENTITY,
    /** This buyer had the person already. */
    DUPLICATE,
    OUTSIDE_FILTER,
    WRONG_VERTICAL,
    DENIES_REQUEST,
    NO_CONSENT,
    MINOR,
    DECEASED,
    FALSE_CLAIM;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String code() {
        return code;
    }

    public static Optional<ReturnReason> of(String code) {
        return Stream.of(values()).filter(r -> r.code.equals(code)).findFirst();
    }
}
