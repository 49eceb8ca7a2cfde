package dev.galena.billing.subscription;

import dev.galena.billing.Account;
import dev.galena.billing.Money;
import dev.galena.billing.tax.VatCategory;
import dev.galena.billing.terms.TaxStanding;
import java.util.Currency;

/**
 * How a buyer is taxed, frozen in what is charged.
 *
 * @param rule which one said so; empty where nothing is known of the buyer
 */
public record Tax(TaxStanding standing, String rule) {

    static final Tax NONE = new Tax(TaxStanding.NONE, "");

    /** On top of a price. */
    Money on(Money net) {
        return standing.vat(net);
    }

    /** As it stands on documents. */
    dev.galena.billing.tax.Tax onPaper() {
        String country = standing.country();
        if (country == null) return dev.galena.billing.tax.Tax.NONE;
        return new dev.galena.billing.tax.Tax(
                country, VatCategory.valueOf(standing.category()), standing.rateBps(), rule);
    }

    Account account(Currency currency) {
        return standing.output(currency);
    }
}
