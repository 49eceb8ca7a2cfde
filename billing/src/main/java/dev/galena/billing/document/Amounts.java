package dev.galena.billing.document;

import dev.galena.billing.Money;
import java.util.Currency;

/** Minor units as people write them: 1250 US cents are {@code 12.50}. */
public final class Amounts {

    private Amounts() {}

    public static String text(long minorUnits, Currency currency) {
        return new Money(minorUnits, currency).decimal();
    }
}
