package dev.galena.billing.tax;

import java.util.Locale;

/** How often a party gets a document. */
public enum Frequency {
    PURCHASE,
    DAILY,
    MONTHLY,
    /** A postpaid buyer: when his cycle closes. */
    CYCLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Frequency of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
