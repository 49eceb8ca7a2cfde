package dev.galena.billing.document;

import java.math.BigDecimal;
import java.util.Currency;

/** Minor units as people write them: 1250 US cents are {@code 12.50}. */
public final class Amounts {

    private Amounts() {}

    public static String text(long minorUnits, Currency currency) {
        return BigDecimal.valueOf(minorUnits, digits(currency)).toPlainString();
    }

    /** Test money has two, like most. */
    private static int digits(Currency currency) {
        return Math.max(
                currency.getDefaultFractionDigits(), currency.getCurrencyCode().equals("XTS") ? 2 : 0);
    }
}
