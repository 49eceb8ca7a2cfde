package dev.galena.billing.terms;

import dev.galena.billing.Account;
import dev.galena.billing.AccountKind;
import dev.galena.billing.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * How a buyer is taxed, frozen on each of his sales.
 *
 * @param country ISO 3166; null: nothing is known of him
 * @param category UNCL 5305, as EN 16931 uses it; {@code S} is the only one with a rate
 * @param rateBps in hundredths of a percent
 */
public record TaxStanding(@Nullable String country, String category, int rateBps) {

    /** Outside the scope of VAT. */
    public static final TaxStanding NONE = new TaxStanding(null, "O", 0);

    public TaxStanding {
        if (rateBps < 0 || rateBps > 10_000 || (rateBps > 0 && country == null)) {
            throw new IllegalArgumentException("no tax rate of a country: " + rateBps + " of " + country);
        }
    }

    /** On top of a net amount, rounded half to even. */
    public Money vat(Money net) {
        return net.share(rateBps);
    }

    /** Where VAT of this country and rate is collected. */
    public Account output(Currency currency) {
        // For each sale anew: String.format would take as long as the rest of its charge.
        String detail = country + " " + rateBps / 100 + (rateBps % 100 < 10 ? ".0" : ".") + rateBps % 100;
        return Account.of(null, AccountKind.VAT_OUTPUT, detail, currency);
    }
}
