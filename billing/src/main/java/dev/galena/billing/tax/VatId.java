package dev.galena.billing.tax;

import static java.util.Map.entry;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Numbers of those registered for VAT. Only their form is checked, as the European Commission publishes it for VIES; whether
 * somebody is registered under one is not asked.
 */
public final class VatId {

    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("AT", "U\\d{8}"),
            form("BE", "[01]\\d{9}"),
            form("BG", "\\d{9,10}"),
            form("CY", "\\d{8}[A-Z]"),
            form("CZ", "\\d{8,10}"),
            form("DE", "\\d{9}"),
            form("DK", "\\d{8}"),
            form("EE", "\\d{9}"),
            form("ES", "[A-Z0-9]\\d{7}[A-Z0-9]"),
            form("FI", "\\d{8}"),
            form("FR", "[A-HJ-NP-Z0-9]{2}\\d{9}"),
            form("GR", "\\d{9}"),
            form("HR", "\\d{11}"),
            form("HU", "\\d{8}"),
            form("IE", "\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}"),
            form("IT", "\\d{11}"),
            form("LT", "(\\d{9}|\\d{12})"),
            form("LU", "\\d{8}"),
            form("LV", "\\d{11}"),
            form("MT", "\\d{8}"),
            form("NL", "[A-Z0-9+*]{12}"),
            form("PL", "\\d{10}"),
            form("PT", "\\d{9}"),
            form("RO", "\\d{2,10}"),
            form("SE", "\\d{12}"),
            form("SI", "\\d{8}"),
            form("SK", "\\d{10}"));

    private static final Pattern ELSEWHERE = Pattern.compile("[A-Z0-9]{2,14}");

    private VatId() {}

    private static Map.Entry<String, Pattern> form(String country, String regex) {
        return entry(country, Pattern.compile(regex));
    }

    /** Whether it has the form of that country's: its prefix (Greece: EL) and what follows. */
    public static boolean fits(String country, String vatId) {
        String prefix = country.equals("GR") ? "EL" : country;
        return vatId.startsWith(prefix)
                && FORMS.getOrDefault(country, ELSEWHERE)
                        .matcher(vatId.substring(prefix.length()))
                        .matches();
    }
}
