package dev.galena.market.party;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a party does on this marketplace, and what one of its people may do for it. */
public enum Role {
    OPERATOR,
    SELLER,
    BUYER,
    COMPLIANCE;

    /** As written in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String code) {
        return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
