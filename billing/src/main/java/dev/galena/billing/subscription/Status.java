package dev.galena.billing.subscription;

import java.util.Locale;

/** Where a subscription stands. */
public enum Status {
    /** In its trial; the first period is charged when it is over. */
    TRIALING,
    /** Paid until the end of the period. */
    ACTIVE,
    /** The period that should run could not be charged; it is tried again. */
    PAST_DUE,
    /** Is not charged before it is resumed; what was paid for can be used to the end of its period. */
    PAUSED,
    ENDED;

    /** As written in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
