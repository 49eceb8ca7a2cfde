package dev.galena.billing.tax;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of how supplies are taxed: standard rates of the countries inside the VAT area, and rules of which the first that
 * fits decides.
 *
 * @param rates basis points by country; who is not in it is outside
 */
public record VatRules(int version, Map<String, Integer> rates, List<Rule> rules) {

    /** What a rule asks of one side. */
    public enum Side {
        OUTSIDE,
        UNREGISTERED,
        REGISTERED,
        SAME_COUNTRY;

        boolean fits(Profile one, Profile other, Map<String, Integer> rates) {
            boolean inside = rates.containsKey(one.country());
            return switch (this) {
                case OUTSIDE -> !inside;
                case UNREGISTERED -> inside && !one.registered();
                case REGISTERED -> inside && one.registered();
                case SAME_COUNTRY -> one.country().equals(other.country());
            };
        }
    }

    /** Null asks nothing. */
    public record Rule(
            String name, @Nullable Side supplier, @Nullable Side customer, VatCategory category) {

        private boolean fits(Profile from, Profile to, Map<String, Integer> rates) {
            return (supplier == null || supplier.fits(from, to, rates))
                    && (customer == null || customer.fits(to, from, rates));
        }
    }

    public VatRules {
        rates = Map.copyOf(rates);
        rules = List.copyOf(rules);
    }

    /** Taxed at a rate means at that of the supplier's country. A pair that no rule fits is not taxed. */
    public Tax decide(Profile supplier, Profile customer) {
        for (var rule : rules) {
            if (!rule.fits(supplier, customer, rates)) continue;
            boolean taxed = rule.category == VatCategory.S;
            int rate = taxed ? rates.getOrDefault(supplier.country(), 0) : 0;
            return new Tax(
                    taxed ? supplier.country() : customer.country(), rule.category, rate, rule.name + "@" + version);
        }
        return new Tax(customer.country(), VatCategory.O, 0, "no-rule@" + version);
    }
}
