package dev.galena.billing.tax;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a party is to the tax office, and how it wants its documents.
 *
 * @param name as registered
 * @param country ISO 3166-1 alpha-2
 * @param vatId in the form of its country ({@link VatId}); null: not registered for VAT
 * @param registration its number in the register of companies
 * @param rhythm of its invoices, or of a seller's statements
 * @param zone whose days and months count
 * @param selfBilling lets the marketplace write the invoices for what it sells
 */
public record Profile(
        UUID party,
        String name,
        String street,
        String city,
        String postcode,
        @Nullable String region,
        String country,
        @Nullable String vatId,
        @Nullable String registration,
        String email,
        Frequency rhythm,
        ZoneId zone,
        boolean selfBilling) {

    /** The marketplace's own: it sells to buyers and buys from sellers. */
    public static final UUID PLATFORM = new UUID(0, 0);

    public Profile {
        if (vatId != null && !VatId.fits(country, vatId)) {
            throw new IllegalArgumentException("no VAT identifier of " + country);
        }
    }

    public boolean registered() {
        return vatId != null;
    }
}
