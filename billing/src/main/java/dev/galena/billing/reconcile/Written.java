package dev.galena.billing.reconcile;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import dev.galena.billing.Money;
import java.util.Currency;
import java.util.TreeMap;

/** {@link Money#written} in SQL, for statements that raise many alarms at once. */
final class Written {

    private static final int USUAL_DECIMALS = 2;

    private Written() {}

    /** An expression of two others, such as columns; null where the amount is. */
    static String sql(String amount, String currency) {
        var digits = decimals(currency);
        return "(round(" + amount + " / 10::numeric ^ " + digits + ", " + digits + ") || ' ' || " + currency + ")";
    }

    private static String decimals(String currency) {
        var unusual = Currency.getAvailableCurrencies().stream()
                .filter(one -> Money.decimals(one) != USUAL_DECIMALS)
                .collect(groupingBy(
                        Money::decimals,
                        TreeMap::new,
                        mapping(one -> "'" + one.getCurrencyCode() + "'", joining(", "))));
        var cases = new StringBuilder("case ");
        unusual.forEach((digits, codes) -> cases.append("when ")
                .append(currency)
                .append(" in (")
                .append(codes)
                .append(") then ")
                .append(digits)
                .append(' '));
        return cases.append("else " + USUAL_DECIMALS + " end").toString();
    }
}
