package dev.galena.billing.tax;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Money;
import java.util.Currency;
import java.util.Locale;

/**
 * How one supply is taxed.
 *
 * @param country whose VAT it is
 * @param rateBps 1900 is 19 %; 0 unless the category is S
 * @param rule which rule of which version said so, {@code domestic@1}
 */
public record Tax(String country, VatCategory category, int rateBps, String rule) {

    /** Of a party of whom nothing is known. */
    public static final Tax NONE = new Tax("ZZ", VatCategory.O, 0, "unknown");

    public Tax {
        if (rateBps < 0 || rateBps > 10_000 || (rateBps > 0 && category != VatCategory.S)) {
            throw new IllegalArgumentException(category + " at " + rateBps);
        }
    }

    public Money of(Money net) {
        return net.share(rateBps);
    }

    /** Where VAT that was charged waits to be paid over. */
    public Account output(Currency currency) {
        return Account.of(null, AccountKind.VAT_OUTPUT, detail(), currency);
    }

    /** {@code DE 19.00}. */
    public String detail() {
        return country + " " + percent();
    }

    /** {@code 19.00}. */
    public String percent() {
        return String.format(Locale.ROOT, "%d.%02d", rateBps / 100, rateBps % 100);
    }
}
